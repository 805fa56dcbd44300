import { LifeboatError } from '../../domain/error.ts';
import { azFailure } from './az-failure.ts';
import { readAzToken } from './az-token.ts';
import type { MakeMethod, SignInParts, TokenRequest } from './method.ts';

/** `az` takes about a second; a cold one on a slow disk up to half a minute. Milliseconds. */
const timeoutMs = 60_000;

const plainTenant = /^\w[\w.-]*$/;
const plainResource = /^[a-z]+:\/\/[\w./:-]+$/i;

/**
 * Whoever is signed in to the Azure CLI: `az account get-access-token`, which renews by itself.
 * A claims challenge can be answered by a person only; the error's hint is the command that does it.
 */
export const azureCli: MakeMethod = (parts) => {
  const { signIn, environment, run } = parts;
  const remedy = loginCommand(parts);
  return {
    async acquire(request) {
      const { scope, claims, signal } = request;
      if (claims !== null) throw challenged(request, remedy);
      const resource = scope.replace(/\/\.default$/, '');
      const tenant = signIn.tenantId;
      if (!plainResource.test(resource) || (tenant !== null && !plainTenant.test(tenant))) {
        throw new LifeboatError(
          'config-invalid',
          `az cannot be asked for ${scope} in tenant ${tenant}.`,
          {
            hint: 'Correct tenantId and the scopes of the cloud.',
          },
        );
      }
      const end = await run({
        name: 'az',
        args: [
          'account',
          'get-access-token',
          '--output',
          'json',
          '--resource',
          resource,
          ...(tenant === null ? [] : ['--tenant', tenant]),
        ],
        environment,
        timeoutMs,
        signal,
      });
      switch (end.kind) {
        case 'missing':
          throw new LifeboatError('not-signed-in', 'The Azure CLI (az) is not on the PATH.', {
            hint: `Install it (https://aka.ms/azure-cli) and run \`${remedy}\`, or configure another auth.method.`,
          });
        case 'timeout':
          throw new LifeboatError(
            'azure-unreachable',
            `The Azure CLI gave no token within ${timeoutMs / 1000} seconds.`,
            { hint: `Try \`az account get-access-token\` by hand; if it asks for it: ${remedy}` },
          );
        case 'ended':
          if (end.exitCode !== 0) throw await azFailure(parts, { ...end, remedy, signal });
          return readAzToken(end.stdout, remedy);
      }
    },
    login: null,
    logout: null,
    remedy,
  };
};

// The two sovereign clouds have to be chosen in the CLI first. What a cloud of one's own is called there,
// only its owner knows. Names: Azure CLI, azure/cli/core/cloud.py (facts read 2026-11-23).
function loginCommand({ cloud, signIn }: SignInParts): string {
  const names: Record<string, string> = { usgov: 'AzureUSGovernment', china: 'AzureChinaCloud' };
  const chosen = names[cloud.name];
  const tenant = signIn.tenantId === null ? '' : ` --tenant ${signIn.tenantId}`;
  return `${chosen === undefined ? '' : `az cloud set --name ${chosen} && `}az login${tenant}`;
}

function challenged({ scope, claims }: TokenRequest, remedy: string): LifeboatError {
  const challenge = Buffer.from(claims ?? '', 'utf8').toString('base64');
  return new LifeboatError(
    'not-signed-in',
    'Azure wants this sign-in confirmed (a claims challenge), which the Azure CLI leaves to a person.',
    { hint: `${remedy} --claims-challenge ${challenge} --scope ${scope}` },
  );
}
