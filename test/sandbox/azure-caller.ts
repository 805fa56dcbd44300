import type { Sandbox } from '@lifeboat/sandbox';
import { trusting } from './trusting.ts';

/** An answer with its body read: JSON as such, anything else as text. */
export type Answered = { status: number; location: string; headers: Headers; body: unknown };

/** Requests to a sandbox over TLS, with a new token each, since time may have jumped. */
export type AzureCaller = {
  /** To the resource manager. */
  as(who: string, method: string, target: string, body?: object): Promise<Answered>;
  /** To the blobs of an account: a path below the account. */
  blob(
    who: string,
    method: string,
    target: { account: string; path: string },
    more?: { headers?: Record<string, string>; body?: string },
  ): Promise<Answered>;
  /** To the control endpoint, without a token. */
  control(method: string, path: string, body?: object): Promise<Answered>;
  /** Any address, without a token unless there is one among the headers. */
  plain(address: string, signal?: AbortSignal, headers?: Record<string, string>): Promise<Answered>;
  close(): Promise<void>;
};

export function azureCaller(sandbox: Sandbox): AzureCaller {
  const client = trusting(sandbox);
  const send = async (
    address: string,
    method: string,
    headers: Record<string, string>,
    body: string | null,
    signal: AbortSignal | null = null,
  ): Promise<Answered> => {
    const answer = await client.send(address, { method, headers, body, signal });
    const text = await answer.text();
    return {
      status: answer.status,
      location: answer.headers.get('location') ?? '',
      headers: new Headers([...answer.headers]),
      body: parsed(text),
    };
  };
  const bearer = async (principal: string, audience: string) => {
    const { token } = await sandbox.control.token({ principal, audience });
    return { authorization: `Bearer ${token}` };
  };
  const json = { 'content-type': 'application/json' };
  const text = (body: object | undefined) => (body === undefined ? null : JSON.stringify(body));
  return {
    async as(who, method, target, body) {
      const headers = { ...json, ...(await bearer(who, 'https://management.azure.com')) };
      return send(target, method, headers, text(body));
    },
    async blob(who, method, { account, path }, more = {}) {
      const base = sandbox.blobEndpoint.replace('{account}', account);
      const token = await bearer(who, 'https://storage.azure.com');
      const headers = { 'x-ms-version': '2023-11-03', ...token, ...more.headers };
      return send(`${base}${path}`, method, headers, more.body ?? null);
    },
    control: (method, path, body) => send(`/_sandbox${path}`, method, json, text(body)),
    plain: (address, signal, headers = {}) => send(address, 'GET', headers, null, signal),
    close: () => client.close(),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
