import { LifeboatError } from '../../domain/error.ts';
import { parseInstant } from '../../domain/instant.ts';
import type { AccessToken } from '../../ports/sign-in.ts';

/**
 * The token that `az account get-access-token` printed, with its end: `expires_on` (seconds, since 2.54.0),
 * else `expiresOn` (local time). Errors: `not-signed-in` for anything else.
 */
export function readAzToken(stdout: string, remedy: string): AccessToken {
  const said = parse(stdout);
  const seconds = Number(said.expires_on);
  const expiresAt =
    Number.isFinite(seconds) && seconds > 0
      ? seconds * 1000
      : parseInstant(typeof said.expiresOn === 'string' ? said.expiresOn : null);
  if (typeof said.accessToken === 'string' && expiresAt !== null) {
    return { token: said.accessToken, expiresAt };
  }
  throw new LifeboatError(
    'not-signed-in',
    'The Azure CLI answered with something that is no token.',
    {
      hint: remedy,
    },
  );
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
