import * as z from 'zod/mini';
import { guid, says, secretVariable, tenant, textLike } from './atoms.ts';

/** The ways to sign in. */
export const signInMethods = [
  'azure-cli',
  'browser',
  'device-code',
  'managed-identity',
  'workload-identity',
  'client-secret',
  'client-certificate',
  'environment',
] as const;

const file = (description: string) => z.optional(textLike(/\S/, 'must not be empty', description));

/** `auth:` and each entry of `auths:`. */
export const signInShape = z.strictObject({
  method: z.enum(signInMethods).check(says('How: docs/azure.md has what each one needs')),
  tenantId: z.optional(tenant.check(says('Tenant, by GUID or domain'))),
  clientId: z.optional(
    guid.check(says('Client id of the application, or of a user-assigned managed identity')),
  ),
  redirectUri: z.optional(
    textLike(
      /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/,
      'must be an address, such as http://localhost:8400',
      'browser: for a registered native client',
    ),
  ),
  clientSecret: z.optional(secretVariable),
  certificatePath: file("client-certificate: PEM file, from this file's folder"),
  tokenFilePath: file("workload-identity: file with the federated token, from this file's folder"),
});

/** What each method cannot do without. */
export const neededBy: Readonly<
  Record<(typeof signInMethods)[number], readonly (keyof z.infer<typeof signInShape>)[]>
> = {
  'azure-cli': [],
  browser: [],
  'device-code': [],
  'managed-identity': [],
  // Left out, tenant, client and token file come from AZURE_TENANT_ID, AZURE_CLIENT_ID and
  // AZURE_FEDERATED_TOKEN_FILE, which the webhook of AKS sets (facts/azure.md 5.1).
  'workload-identity': [],
  'client-secret': ['tenantId', 'clientId', 'clientSecret'],
  'client-certificate': ['tenantId', 'clientId', 'certificatePath'],
  environment: [],
};
