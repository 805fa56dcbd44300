import { LifeboatError } from '../../domain/error.ts';
import { applicationMethod } from './application.ts';
import { readConfiguredFile } from './configured-file.ts';
import type { MakeMethod } from './method.ts';

/**
 * An application with a federated token from a file (AKS, GitHub, any OpenID issuer). What the
 * configuration leaves out comes from the variables that the AKS webhook sets.
 * Source: learn.microsoft.com/azure/aks/workload-identity-overview, read 2026-11-23.
 */
export const workloadIdentity: MakeMethod = (parts) => {
  const { signIn, environment, files } = parts;
  const clientId = signIn.clientId ?? environment.AZURE_CLIENT_ID ?? null;
  const path = signIn.tokenFilePath ?? environment.AZURE_FEDERATED_TOKEN_FILE ?? null;
  return applicationMethod(parts, {
    tenantId: signIn.tenantId ?? environment.AZURE_TENANT_ID ?? null,
    clientId,
    remedy: `Check that ${path ?? 'the federated token file'} is renewed, and that application ${clientId ?? '(none configured)'} has a federated credential for it.`,
    async prove() {
      if (path === null) {
        throw new LifeboatError('config-invalid', 'The sign-in has no tokenFilePath.', {
          hint: 'Give it the path of the federated token file, or set AZURE_FEDERATED_TOKEN_FILE.',
        });
      }
      const token = (await readConfiguredFile(files, path, 'tokenFilePath'))?.trim();
      // The token lives for minutes to hours and its file is rewritten, so it is read for each use.
      if (token) return { clientAssertion: token };
      throw new LifeboatError('not-signed-in', `There is no federated token in ${path}.`, {
        hint: 'Check tokenFilePath, and that the pod or job was given a token.',
      });
    },
  });
};
