import type { Configuration } from '@azure/msal-node';
import { LifeboatError } from '../../domain/error.ts';
import { asking } from './asking.ts';
import { clientSettings } from './authority.ts';
import type { Method, SignInParts } from './method.ts';

/** How an application proves itself. */
type Proof = Pick<Configuration['auth'], 'clientSecret' | 'clientAssertion' | 'clientCertificate'>;

/** An application that signs itself in, without a person. */
export type Application = {
  /** Null when the configuration names none: then it is an error to use it. */
  tenantId: string | null;
  clientId: string | null;
  /** Reads the proof; called for each token, so that a renewed file or key is noticed. */
  prove(): Promise<Proof>;
  remedy: string;
};

/**
 * A method for an application: secret, certificate or federated token.
 * Errors: `config-invalid` when tenant or client id are missing; those of `prove`; else as `TokenSource`.
 */
export function applicationMethod(parts: SignInParts, application: Application): Method {
  const { cloud, http, signIn } = parts;
  const { remedy } = application;
  return {
    async acquire({ scope, claims, signal }) {
      const clientId = named(application.clientId, 'clientId', parts);
      const tenantId = named(application.tenantId, 'tenantId', parts);
      const proof = await application.prove();
      const { ConfidentialClientApplication } = await import('./msal.ts');
      const asked = {
        authority: 'Entra ID',
        remedy,
        signIn: { ...signIn, clientId, tenantId },
        hide: [proof.clientSecret, proof.clientAssertion].filter(
          (each) => typeof each === 'string',
        ),
      };
      return await asking({ http, signal, asked }, () =>
        new ConfidentialClientApplication(
          clientSettings(cloud, tenantId, { clientId, ...proof }),
        ).acquireTokenByClientCredential({
          scopes: [scope],
          skipCache: true,
          ...(claims === null ? {} : { claims }),
        }),
      );
    },
    login: null,
    logout: null,
    remedy,
  };
}

function named(value: string | null, key: 'clientId' | 'tenantId', parts: SignInParts): string {
  if (value !== null && value !== '') return value;
  const variable = key === 'clientId' ? 'AZURE_CLIENT_ID' : 'AZURE_TENANT_ID';
  const { name, method } = parts.signIn;
  throw new LifeboatError('config-invalid', `The sign-in ${name} (${method}) has no ${key}.`, {
    hint: `Give it ${key}${method === 'environment' || method === 'workload-identity' ? `, or set ${variable}` : ''}.`,
  });
}
