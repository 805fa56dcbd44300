import type { AzureFailure } from '../../domain/azure-failure.ts';
import { bareWords } from '../../domain/azure-words.ts';
import { LifeboatError } from '../../domain/error.ts';
import { authorityOf } from '../cloud.ts';
import type { SignInParts } from './method.ts';

/**
 * The error of an `az` that gave no token.
 * `not-signed-in` with Entra's code and words as az prints them; `azure-unreachable` when az names no
 * code and the authority gives no answer to us either.
 * Effects: may ask the authority for its public metadata.
 */
export async function azFailure(
  { cloud, http, signIn }: SignInParts,
  end: { exitCode: number; stderr: string; remedy: string; signal: AbortSignal | undefined },
): Promise<LifeboatError> {
  const said = shown(end.stderr);
  const words = said || `az ended with ${end.exitCode} and said nothing`;
  const code = /AADSTS\d+/.exec(end.stderr)?.[0] ?? null;
  const cause = new Error(words);
  if (code === null) {
    // az has one exit code for everything. Whether the authority can be reached at all tells a lost
    // network from a missing sign-in.
    const url = `${authorityOf(cloud, signIn.tenantId ?? 'organizations')}/v2.0/.well-known/openid-configuration`;
    const look = await http.send(
      { method: 'GET', url, headers: {}, timeoutMs: 10_000 },
      end.signal,
    );
    end.signal?.throwIfAborted();
    if (!look.ok) {
      return new LifeboatError(
        'azure-unreachable',
        `The Azure CLI gave no token, and ${new URL(url).host} gives no answer: ${look.noAnswer.words}`,
        { hint: 'Check the network and the proxy. What runs in Azure goes on without us.', cause },
      );
    }
  }
  const message = withoutAdvice(words);
  const bare = bareWords({ code, message });
  const named = code === null ? '' : ` (${code})`;
  const sentence =
    bare === ''
      ? 'Nobody is signed in to the Azure CLI.'
      : `The Azure CLI gave no token${named}: ${bare}`;
  return new LifeboatError('not-signed-in', sentence, {
    hint: end.remedy,
    // Without a code these are words of az, not of Entra ID.
    ...(code === null ? {} : { azure: entraFailure(code, message) }),
    cause,
  });
}

/** What Entra ID said, as az repeats it: its ids are at the end of the words. */
function entraFailure(code: string, message: string): AzureFailure {
  const idAfter = (name: string): string | null =>
    new RegExp(`${name}: ([\\w-]+)`).exec(message)?.[1] ?? null;
  return {
    status: null,
    code,
    message,
    requestId: idAfter('Trace ID'),
    correlationId: idAfter('Correlation ID'),
    details: [],
  };
}

/**
 * az's words without its own advice to sign in: ours is better, since it names the tenant, and stands
 * below. Source: azure-cli 2.45.0, azure/cli/core/auth/util.py and _profile.py.
 */
function withoutAdvice(words: string): string {
  return words
    .replace(/^ERROR:\s*/, '')
    .replace(
      /(?:Interactive authentication is needed\. Please run|To re-authenticate, please run|Please explicitly log in with):.*$/s,
      '',
    )
    .replace(/Please run 'az login' to setup account\.?/, '')
    .trim();
}

// What az prints is kept to its first lines; a token never belongs there, and would be hidden.
function shown(stderr: string): string {
  return stderr
    .replace(/eyJ[\w-]+\.[\w-]+\.[\w-]*/g, '***')
    .trim()
    .slice(0, 1000);
}
