import { LifeboatError } from '../../domain/error.ts';
import type { Http } from '../../ports/http.ts';
import type { AccessToken } from '../../ports/sign-in.ts';
import { type Asked, refusal } from './refusal.ts';
import { type Exchange, exchanging } from './wire.ts';

/** What MSAL gives; its own type is wider. */
type MsalToken = { accessToken: string; expiresOn: Date | null } | null;

/**
 * Asks MSAL for a token over `http`.
 * Errors: as {@link refusal}; rejects with the signal's reason when aborted.
 */
export async function asking(
  ask: { http: Http; signal: AbortSignal | undefined; asked: Asked },
  work: () => Promise<MsalToken>,
): Promise<AccessToken> {
  const { http, signal, asked } = ask;
  const exchange: Exchange = { http, signal, setback: null };
  try {
    signal?.throwIfAborted();
    const given = await exchanging(exchange, work);
    if (given?.expiresOn) return { token: given.accessToken, expiresAt: given.expiresOn.getTime() };
    throw new LifeboatError('not-signed-in', `${asked.authority} gave no token.`, {
      hint: asked.remedy,
    });
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (error instanceof LifeboatError) throw error;
    if (exchange.setback !== null) throw refusal(exchange.setback, asked, error);
    throw cameToNothing(error, asked);
  }
}

// MSAL stopped before or after a request that went well, such as on an answer that is not ours.
function cameToNothing(error: unknown, asked: Asked): unknown {
  if (!(error instanceof Error) || !('errorCode' in error)) return error;
  return new LifeboatError(
    'not-signed-in',
    `The sign-in with ${asked.authority} did not come about (${String(error.errorCode)}).`,
    { hint: asked.remedy, cause: error },
  );
}
