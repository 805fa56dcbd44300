import { LifeboatError } from '../../domain/error.ts';
import { applicationMethod } from './application.ts';
import type { MakeMethod } from './method.ts';

/** An application with a client secret, read from the environment variable that the configuration names. */
export const clientSecret: MakeMethod = (parts) => {
  const { tenantId, clientId } = parts.signIn;
  const variable = parts.signIn.clientSecretVariable ?? 'AZURE_CLIENT_SECRET';
  const remedy = `Put a valid client secret of application ${clientId ?? '(none configured)'} into ${variable}.`;
  return applicationMethod(parts, {
    tenantId,
    clientId,
    remedy,
    async prove() {
      const secret = parts.environment[variable];
      if (secret) return { clientSecret: secret };
      throw new LifeboatError(
        'not-signed-in',
        `${variable} is not set, so there is no client secret.`,
        {
          hint: remedy,
        },
      );
    },
  });
};
