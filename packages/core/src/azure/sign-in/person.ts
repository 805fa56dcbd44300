import type { AuthenticationResult, PublicClientApplication } from '@azure/msal-node';
import { LifeboatError } from '../../domain/error.ts';
import type { SignInPrompt } from '../../ports/sign-in.ts';
import { asking } from './asking.ts';
import { clientSettings } from './authority.ts';
import { keptTokens, keptTokensPath } from './kept-tokens.ts';
import type { Method, SignInParts } from './method.ts';

/**
 * The Azure CLI's own registration, which every tenant knows and which `http://localhost` and device
 * codes are registered with; Azure's libraries use it too where no application is named.
 * Source: @azure/identity 4.14.1, constants.ts, `DeveloperSignOnClientId`, read 2026-11-23.
 */
const azureCliClientId = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';

/** What one sign-in of a person works with. */
export type Encounter = {
  app: PublicClientApplication;
  scope: string;
  prompt: (step: SignInPrompt) => void;
  signal: AbortSignal | undefined;
  /** The command to start over with. */
  remedy: string;
};

/** One way in which a person signs in, once. */
export type Interaction = (encounter: Encounter) => Promise<AuthenticationResult | null>;

/**
 * A method for a person: `login` by `interact`, then silently from the kept tokens.
 * Nothing is ever asked outside of `login`: without kept tokens, `not-signed-in` with the command.
 */
export function personMethod(parts: SignInParts, interact: Interaction): Method {
  const { signIn, cloud, http, files, tokenCacheFolder } = parts;
  const remedy = signIn.name === 'default' ? 'apim login' : `apim login ${signIn.name}`;
  const path = keptTokensPath(tokenCacheFolder, signIn.name);
  const clientId = signIn.clientId ?? azureCliClientId;
  const asked = { authority: 'Entra ID', remedy, signIn: { ...signIn, clientId } };

  async function client(replace: boolean): Promise<PublicClientApplication> {
    const { PublicClientApplication } = await import('./msal.ts');
    return new PublicClientApplication({
      ...clientSettings(cloud, signIn.tenantId ?? 'organizations', { clientId }),
      cache: { cachePlugin: keptTokens({ files, path, replace }) },
    });
  }

  return {
    async acquire({ scope, claims, renew, signal }) {
      const app = await client(false);
      const [account] = await app.getTokenCache().getAllAccounts();
      if (account === undefined) {
        const which = signIn.name === 'default' ? '' : ` (sign-in ${signIn.name})`;
        throw new LifeboatError('not-signed-in', `Nobody is signed in${which}.`, { hint: remedy });
      }
      return await asking({ http, signal, asked }, () =>
        app.acquireTokenSilent({
          account,
          scopes: [scope],
          forceRefresh: renew,
          ...(claims === null ? {} : { claims }),
        }),
      );
    },
    async login(prompt, signal) {
      const app = await client(true);
      return await asking({ http, signal, asked }, () =>
        interact({ app, scope: cloud.resourceManagerScope, prompt, signal, remedy }),
      );
    },
    logout: () => files.remove(path),
    remedy,
  };
}
