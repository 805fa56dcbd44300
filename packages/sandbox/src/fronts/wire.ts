import type { IncomingMessage, ServerResponse } from 'node:http';

/** The raw ends of a connection, for what a Response cannot say: a reset, a half answer. */
export type Wire = {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  /** Ends the connection as a crash would: TCP's RST, also under TLS. */
  reset: () => void;
};

/** Waits until the client, or the end of the sandbox, has closed the connection. */
export function gone({ outgoing }: Wire): Promise<void> {
  return new Promise((resolve) => {
    if (outgoing.closed) resolve();
    else outgoing.once('close', () => resolve());
  });
}
