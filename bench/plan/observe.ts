import diagnostics from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

/** A request as this process saw it: from the moment it was made to its answer. */
export type Observed = {
  /** Method and path, without the query. */
  what: string;
  /** On the monotonic clock. Milliseconds. */
  startedAt: number;
  endedAt: number;
};

/** Watches all that goes out by Node's client, by its own diagnostics channels; `stop` gives what ended. */
export function observeRequests(): { stop(): Observed[] } {
  const begun = new Map<ClientRequest, Pick<Observed, 'what' | 'startedAt'>>();
  const ended: Observed[] = [];
  const onCreated = (message: unknown): void => {
    const { request } = asMessage(message);
    const what = `${request.method} ${request.path.split('?')[0]}`;
    begun.set(request, { what, startedAt: performance.now() });
  };
  const onAnswer = (message: unknown): void => {
    const { request } = asMessage(message);
    const one = begun.get(request);
    if (one !== undefined) ended.push({ ...one, endedAt: performance.now() });
  };
  diagnostics.subscribe('http.client.request.created', onCreated);
  diagnostics.subscribe('http.client.response.finish', onAnswer);
  return {
    stop() {
      diagnostics.unsubscribe('http.client.request.created', onCreated);
      diagnostics.unsubscribe('http.client.response.finish', onAnswer);
      return ended;
    },
  };
}

// Node documents the shape of both channels' messages (diagnostics_channel, "HTTP").
function asMessage(message: unknown): { request: ClientRequest } {
  return message as { request: ClientRequest };
}

/**
 * The longest row of requests of which each began after the one before it had ended: what no number of
 * connections makes shorter. Counted in requests, so that the load of a machine does not show in it. Pure.
 */
export function longestRow(requests: readonly Observed[]): Observed[] {
  const row: Observed[] = [];
  for (const each of requests.toSorted((one, other) => one.endedAt - other.endedAt)) {
    const last = row.at(-1);
    if (last === undefined || each.startedAt >= last.endedAt) row.push(each);
  }
  return row;
}
