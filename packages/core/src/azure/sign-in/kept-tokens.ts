import { join } from 'node:path';
import type { ICachePlugin } from '@azure/msal-node';
import type { PrivateFiles } from './private-files.ts';

/** Where the tokens of a sign-in are kept: a file of its own, so that signing out of one leaves the others. */
export function keptTokensPath(folder: string, signIn: string): string {
  return join(folder, `${encodeURIComponent(signIn)}.json`);
}

const nothing = JSON.stringify({
  Account: {},
  IdToken: {},
  AccessToken: {},
  RefreshToken: {},
  AppMetadata: {},
});

/**
 * MSAL's token cache in a file of mode 0600, replaced in one step.
 *
 * Several processes may renew at once: each reads the file just before it writes, with no network in
 * between, and a reader sees one state or the other. The last writer wins; the token of the loser is
 * asked for again when it is next needed. Entra does not revoke a refresh token when it is used
 * (learn.microsoft.com/entra/identity-platform/refresh-tokens, read 2026-11-23), so nobody is signed out.
 *
 * With `replace`, what was kept before is forgotten: the sign-in of a person who may be another one.
 */
export function keptTokens(options: {
  files: PrivateFiles;
  path: string;
  replace: boolean;
}): ICachePlugin {
  const { files, path, replace } = options;
  let isKept = replace;
  return {
    async beforeCacheAccess({ tokenCache }) {
      if (replace) return;
      const text = await files.read(path);
      isKept = text !== null;
      tokenCache.deserialize(text ?? nothing);
    },
    async afterCacheAccess({ cacheHasChanged, tokenCache }) {
      // A file that is gone was removed by `logout`: a renewal under way must not bring it back.
      if (cacheHasChanged && isKept) await files.write(path, tokenCache.serialize());
    },
  };
}
