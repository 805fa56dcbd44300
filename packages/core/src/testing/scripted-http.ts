import type { Http, HttpRequest, HttpResult, NoAnswer } from '../ports/http.ts';

/** An answer of the script. `json` is written out, with its content type. */
export type ScriptedAnswer =
  | { status: number; headers?: Record<string, string>; text?: string; json?: unknown }
  | { noAnswer: NoAnswer }
  /** Answers never: ends with the request's `timeoutMs` or its signal. */
  | 'hang';

/** A request that is expected once. */
export type Expectation = {
  method?: HttpRequest['method'];
  /** The whole URL, or what it must match. */
  url: string | RegExp;
  /** Further conditions; default none. */
  when?: (request: HttpRequest) => boolean;
  answer: ScriptedAnswer | ((request: HttpRequest) => ScriptedAnswer);
};

/** An {@link Http} that follows a script. */
export type ScriptedHttp = Http & {
  /** Adds to the script. */
  expect(...expectations: Expectation[]): void;
  /** What was asked so far, expected or not. */
  readonly requests: readonly HttpRequest[];
  /** Throws when something was asked that nobody expected, or something expected was never asked. */
  assertDone(): void;
};

/**
 * A scripted exchange: each expectation answers one request, the first one that fits. A request
 * that nobody expected gets no answer and fails {@link ScriptedHttp.assertDone}.
 */
export function scriptedHttp(...script: Expectation[]): ScriptedHttp {
  const open = [...script];
  const requests: HttpRequest[] = [];
  const unexpected: string[] = [];

  async function send(request: HttpRequest, signal?: AbortSignal): Promise<HttpResult> {
    if (signal?.aborted === true) return lost('aborted', 'given up before it was sent', false);
    requests.push(request);
    const found = open.findIndex((expectation) => fits(expectation, request));
    const [expectation] = found < 0 ? [] : open.splice(found, 1);
    if (expectation === undefined) {
      unexpected.push(`${request.method} ${request.url}`);
      return lost('lost', `the script has no answer to ${request.method} ${request.url}`);
    }
    const { answer } = expectation;
    return play(typeof answer === 'function' ? answer(request) : answer, request, signal);
  }

  function assertDone(): void {
    const unused = open.map(({ method, url }) => `${method ?? 'any method'} ${url}`);
    if (unexpected.length + unused.length === 0) return;
    throw new Error(
      `The script and the requests differ.\nAsked, not expected: ${list(unexpected)}\nExpected, not asked: ${list(unused)}`,
    );
  }

  return { send, requests, assertDone, expect: (...more) => void open.push(...more) };
}

function fits({ method, url, when }: Expectation, request: HttpRequest): boolean {
  if (method !== undefined && method !== request.method) return false;
  const same = typeof url === 'string' ? url === request.url : url.test(request.url);
  return same && (when?.(request) ?? true);
}

function play(
  answer: ScriptedAnswer,
  request: HttpRequest,
  signal: AbortSignal | undefined,
): HttpResult | Promise<HttpResult> {
  if (answer === 'hang') return hang(request.timeoutMs ?? 60_000, signal);
  if ('noAnswer' in answer) return { ok: false, noAnswer: answer.noAnswer };
  const type: Record<string, string> =
    answer.json === undefined ? {} : { 'content-type': 'application/json' };
  const text = answer.text ?? (answer.json === undefined ? '' : JSON.stringify(answer.json));
  const headers = Object.entries({ ...type, ...answer.headers });
  const lower = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
  return { ok: true, response: { status: answer.status, headers: lower, text } };
}

function hang(timeoutMs: number, signal: AbortSignal | undefined): Promise<HttpResult> {
  return new Promise((resolve) => {
    const end = (result: HttpResult) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      resolve(result);
    };
    const stop = () => end(lost('aborted', 'given up', true));
    const timer = setTimeout(
      () => end(lost('timeout', `no answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    signal?.addEventListener('abort', stop, { once: true });
  });
}

function lost(kind: NoAnswer['kind'], words: string, sent?: boolean): HttpResult {
  return { ok: false, noAnswer: sent === undefined ? { kind, words } : { kind, words, sent } };
}

function list(lines: readonly string[]): string {
  return lines.length === 0 ? 'nothing' : `\n  ${lines.join('\n  ')}`;
}
