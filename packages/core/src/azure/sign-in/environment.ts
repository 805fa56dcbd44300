import { LifeboatError } from '../../domain/error.ts';
import { clientCertificate } from './client-certificate.ts';
import { clientSecret } from './client-secret.ts';
import type { MakeMethod, Method } from './method.ts';

/**
 * An application named by the environment alone, with the variables and the order of Azure's own
 * `EnvironmentCredential`: `AZURE_TENANT_ID`, `AZURE_CLIENT_ID`, and `AZURE_CLIENT_SECRET` or
 * `AZURE_CLIENT_CERTIFICATE_PATH` (with `AZURE_CLIENT_CERTIFICATE_PASSWORD`). The authority is the
 * configured cloud's, whatever `AZURE_AUTHORITY_HOST` says; user name and password are not taken,
 * since they fail with multi-factor sign-in.
 * Source: @azure/identity 4.14.1, environmentCredential, read 2026-11-23.
 */
export const environmentVariables: MakeMethod = (parts) => {
  const { environment, signIn } = parts;
  const filled = {
    ...parts,
    signIn: {
      ...signIn,
      tenantId: signIn.tenantId ?? environment.AZURE_TENANT_ID ?? null,
      clientId: signIn.clientId ?? environment.AZURE_CLIENT_ID ?? null,
      clientSecretVariable: 'AZURE_CLIENT_SECRET',
      certificatePath: environment.AZURE_CLIENT_CERTIFICATE_PATH ?? null,
    },
  };
  if (environment.AZURE_CLIENT_SECRET) return clientSecret(filled);
  if (environment.AZURE_CLIENT_CERTIFICATE_PATH) return clientCertificate(filled);
  return nothingSet;
};

const remedy =
  'Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET (or AZURE_CLIENT_CERTIFICATE_PATH).';

const nothingSet: Method = {
  async acquire() {
    throw new LifeboatError(
      'not-signed-in',
      'The environment holds neither AZURE_CLIENT_SECRET nor AZURE_CLIENT_CERTIFICATE_PATH.',
      { hint: remedy },
    );
  },
  login: null,
  logout: null,
  remedy,
};
