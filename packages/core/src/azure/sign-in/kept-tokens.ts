import { join } from 'node:path';
import type { ICachePlugin } from '@azure/msal-node';
import { LifeboatError } from '../../domain/error.ts';
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
 * Errors: `store-unreadable`, `store-unwritable`.
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
      const text = await files.read(path).catch((cause) => {
        throw trouble('store-unreadable', `The kept tokens in ${path} cannot be read`, cause);
      });
      isKept = text !== null;
      tokenCache.deserialize(isJson(text) ? text : nothing);
    },
    async afterCacheAccess({ cacheHasChanged, tokenCache }) {
      // A file that is gone was removed by `logout`: a renewal under way must not bring it back.
      if (!cacheHasChanged || !isKept) return;
      await files.write(path, tokenCache.serialize()).catch((cause) => {
        throw trouble('store-unwritable', `The tokens cannot be kept in ${path}`, cause);
      });
    },
  };
}

// A damaged file holds nobody's sign-in: the person is asked to sign in again, which replaces it.
function isJson(text: string | null): text is string {
  try {
    return typeof JSON.parse(text ?? '') === 'object';
  } catch {
    return false;
  }
}

function trouble(
  code: 'store-unreadable' | 'store-unwritable',
  what: string,
  cause: unknown,
): LifeboatError {
  const words = cause instanceof Error ? cause.message : String(cause);
  return new LifeboatError(code, `${what}: ${words}`, {
    hint: 'Check who owns the folder of kept tokens, and the space on its disk; `apim paths` shows it.',
    cause,
  });
}
