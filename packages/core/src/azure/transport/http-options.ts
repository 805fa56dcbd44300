import type { Http } from '../../ports/http.ts';

/** What a transport is told once. */
export type HttpOptions = {
  /** PEM text of authorities to trust besides the usual ones; null for none. */
  caPem: string | null;
  /** Where proxies are named: `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`. */
  environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds, default 10,000. */
  connectTimeoutMs?: number;
};

/** A transport, and a way to let its idle connections go. */
export type ClosableHttp = Http & { close(): Promise<void> };

/** Port contract: how long a request without `timeoutMs` may take. */
export const defaultTimeoutMs = 60_000;
/** How long a connection may take to open, TLS and a proxy's tunnel included. */
export const defaultConnectTimeoutMs = 10_000;
/** More than a fleet of hundreds needs at once, and few enough for any firewall. */
export const connectionsPerOrigin = 32;
/** Port contract: an answer holds at most 32 MiB. */
export const largestBodyBytes = 32 * 1024 * 1024;
