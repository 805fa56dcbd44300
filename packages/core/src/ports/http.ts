/** One request, exactly as it goes on the wire: the URL is never normalised. */
export type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  url: string;
  headers: Record<string, string>;
  body?: string;
  /** True opens a connection of its own, so that a dead kept-alive one cannot lose it. */
  freshConnection?: boolean;
  /** How long to wait for the whole answer. Milliseconds, default 60,000. */
  timeoutMs?: number;
};

/** One answer. Header names are lower case; repeated ones are joined with `, `. */
export type HttpResponse = {
  status: number;
  headers: Record<string, string>;
  /** The body as text, at most 32 MiB. */
  text: string;
};

/** Where a request without an answer got to. Only `never-connected` proves that nothing arrived. */
export type NoAnswer = {
  kind: 'never-connected' | 'lost' | 'timeout' | 'aborted';
  /** The system's own words, such as `ECONNREFUSED 127.0.0.1:8443`. */
  words: string;
  /** For `aborted`: false when nothing had been sent yet; absent means that it may have been. */
  sent?: boolean;
  /** Status and headers of an answer whose body broke off, when they had arrived. */
  head?: { status: number; headers: Record<string, string> };
};

/** An answer, or what is known of why there is none. */
export type HttpResult = { ok: true; response: HttpResponse } | { ok: false; noAnswer: NoAnswer };

/** One request, one answer: no retry, no redirect, no cookies. Never throws. */
export type Http = { send(request: HttpRequest, signal?: AbortSignal): Promise<HttpResult> };
