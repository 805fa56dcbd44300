import type { AzureFailure } from '../../domain/azure-failure.ts';
import { bareWords } from '../../domain/azure-words.ts';
import { LifeboatError } from '../../domain/error.ts';
import { maskSecrets } from '../../domain/mask.ts';
import { type Advised, adviceFor } from './advice.ts';
import { isTransient, type Setback } from './wire.ts';

/** Whose sign-in failed, for the sentences. */
export type Asked = Advised & {
  /** What was asked, as the subject of a sentence, such as `Entra ID`. */
  authority: string;
  /** What was proved with: hidden also where the authority repeats it (promise 6). */
  hide?: readonly string[];
};

/**
 * The error of a sign-in that came to nothing.
 * `azure-unreachable`: no answer, a throttled one, one of a sick server or no JSON at all (a proxy's page).
 * `not-signed-in`: the authority refused; Entra's AADSTS code, words, trace and correlation id are in `azure`.
 */
export function refusal(setback: Setback, asked: Asked, cause: unknown): LifeboatError {
  const there = `${asked.authority} at ${setback.host}`;
  if (setback.kind === 'no-answer') {
    return new LifeboatError(
      'azure-unreachable',
      `${there} gave no answer: ${setback.noAnswer.words}`,
      {
        hint: 'Check the network and the proxy, then try again. What runs in Azure goes on without us.',
        cause,
      },
    );
  }
  const azure = failureOf(setback, asked.hide ?? []);
  if (isTransient(setback.response.status) || setback.body === null) {
    const words = setback.body === null ? ' with something that is not JSON' : `: ${azure.message}`;
    return new LifeboatError(
      'azure-unreachable',
      `${there} cannot sign in now; it answered ${setback.response.status}${words}`,
      {
        hint: 'Try again in a minute; a proxy that wants to be signed in to answers like this too.',
        azure,
        cause,
      },
    );
  }
  const code = azure.code === null ? '' : ` (${azure.code})`;
  return new LifeboatError(
    'not-signed-in',
    `${there} refused the sign-in${code}: ${bareWords(azure)}`,
    {
      hint: adviceFor(azure.code, asked),
      azure,
      cause,
    },
  );
}

/** What the authority said, as every refusal of Azure is kept. */
function failureOf(
  { response, body }: Extract<Setback, { kind: 'answer' }>,
  hide: readonly string[],
): AzureFailure {
  const said = fields(body);
  const inner = fields(said.error);
  const number = Array.isArray(said.error_codes) ? said.error_codes[0] : undefined;
  return {
    status: response.status,
    code:
      typeof number === 'number'
        ? `AADSTS${number}`
        : (text(said.error) ?? text(inner.code) ?? null),
    message: maskSecrets(
      text(said.error_description) ??
        text(inner.message) ??
        text(said.message) ??
        'an answer without words',
      hide,
    ),
    requestId: text(said.trace_id) ?? response.headers['x-ms-request-id'] ?? null,
    correlationId: text(said.correlation_id) ?? response.headers['client-request-id'] ?? null,
    details: [],
  };
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
