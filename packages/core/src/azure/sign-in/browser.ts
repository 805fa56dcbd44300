import { bareWords } from '../../domain/azure-words.ts';
import { LifeboatError } from '../../domain/error.ts';
import { isLoopback, listenForRedirect } from './loopback.ts';
import type { MakeMethod } from './method.ts';
import { personMethod } from './person.ts';
import { pastedRedirect, type Redirect } from './redirect.ts';
import { until } from './until.ts';

/** How long a person may take in the browser; as long as a device code lives. Milliseconds. */
const patienceMs = 15 * 60_000;

/**
 * A person in a browser, with the authorization code flow and PKCE. MSAL's own interactive call takes
 * no redirect URI, which a registered native client has, so the redirect is received here.
 * A loopback redirect URI is listened on; any other one is pasted back by the person.
 */
export const browser: MakeMethod = (parts) => {
  const { signIn, ids, clock } = parts;
  const configured = signIn.redirectUri ?? 'http://localhost';

  return personMethod(parts, async ({ app, scope, prompt, signal, remedy }) => {
    const { CryptoProvider } = await import('./msal.ts');
    const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
    const state = ids.next();
    const show = (problem?: string) =>
      prompt({
        kind: 'browser',
        url,
        pasteBack: redirect.pasteBack,
        ...(problem === undefined ? {} : { problem }),
      });
    const redirect: Redirect = isLoopback(configured)
      ? await listenForRedirect(configured, state)
      : pastedRedirect(configured, state, show);
    let url = '';
    const over = new AbortController();
    try {
      url = await app.getAuthCodeUrl({
        scopes: [scope],
        redirectUri: redirect.redirectUri,
        codeChallenge: challenge,
        codeChallengeMethod: 'S256',
        responseMode: 'query',
        prompt: 'select_account',
        state,
      });
      show();
      const patience = clock.sleep(patienceMs, over.signal).then(() => null);
      const answer = await until(signal, Promise.race([redirect.answer, patience]));
      return await app.acquireTokenByCode({
        code: codeOf(answer, remedy),
        codeVerifier: verifier,
        redirectUri: redirect.redirectUri,
        scopes: [scope],
      });
    } finally {
      over.abort();
      redirect.close();
    }
  });
};

/** The authorization code of an answer. Errors: `not-signed-in` when it was refused or never came. */
function codeOf(answer: URLSearchParams | null, remedy: string): string {
  if (answer === null) {
    throw new LifeboatError('not-signed-in', 'Nobody signed in within 15 minutes.', {
      hint: remedy,
    });
  }
  const code = answer.get('code');
  if (code !== null) return code;
  const message = answer.get('error_description') ?? answer.get('error') ?? '';
  const reason = /^AADSTS\d+/.exec(message)?.[0] ?? answer.get('error');
  const named = reason === null || reason === message ? '' : ` (${reason})`;
  const words = `Entra ID refused the sign-in${named}: ${bareWords({ code: reason, message })}`;
  throw new LifeboatError('not-signed-in', words, {
    hint: remedy,
    azure: {
      status: null,
      code: reason,
      message,
      requestId: null,
      correlationId: null,
      details: [],
    },
  });
}
