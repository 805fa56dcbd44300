import { setTimeout as sleep } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { gone, type Wire } from '../fronts/wire.ts';
import type { Play } from './fault.ts';
import { moveLocation, moveNextLink } from './foreign.ts';

/** What became of an exchange: an answer, or a connection that was cut (null). */
export type Played = Response | null;

/** Plays a fault around the real handler. */
export async function playFault(
  play: Play,
  wire: Wire,
  handle: () => Promise<Played>,
): Promise<Played> {
  switch (play.kind) {
    case 'status':
      if (play.when === 'after') await handle();
      return madeUp(play);
    case 'reset':
      if (play.when === 'after') await handle();
      wire.reset();
      return null;
    case 'hang':
      if (play.when === 'after') await handle();
      await gone(wire);
      return null;
    case 'slow':
      await sleep(play.delayMs, undefined, { ref: false });
      return handle();
    case 'garbage':
    case 'truncated':
    case 'foreign-location':
    case 'foreign-next-link': {
      const answer = await handle();
      return answer === null ? null : spoil(play, answer, wire);
    }
    default:
      return play satisfies never;
  }
}

type Spoiling = Extract<
  Play,
  { kind: 'garbage' | 'truncated' | 'foreign-location' | 'foreign-next-link' }
>;

/** Spoils a real answer on its way. */
async function spoil(play: Spoiling, answer: Response, wire: Wire): Promise<Played> {
  switch (play.kind) {
    case 'garbage':
      return withBody(answer, '\u0000<<<{"half": [1, 2');
    case 'truncated':
      await sendHalf(answer, wire);
      return null;
    case 'foreign-location':
      return moveLocation(answer, play.origin);
    case 'foreign-next-link':
      return moveNextLink(answer, play.origin);
    default:
      return play satisfies never;
  }
}

/** What node-server is told when the connection was taken out of its hands. */
export const takenOver = RESPONSE_ALREADY_SENT;

function madeUp({ status, headers, body }: Extract<Play, { kind: 'status' }>): Response {
  const isText = typeof body === 'string';
  const bodyless = body === undefined || status === 204 || status === 304;
  return new Response(bodyless ? null : isText ? body : JSON.stringify(body), {
    status,
    headers: bodyless || isText ? headers : { 'content-type': 'application/json', ...headers },
  });
}

function withBody(response: Response, body: string): Response {
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  return new Response(body, { status: response.status === 204 ? 200 : response.status, headers });
}

async function sendHalf(response: Response, wire: Wire): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  // At least one byte is missing, also from an empty body.
  headers.set('content-length', String(Math.max(body.length, 1)));
  wire.outgoing.writeHead(response.status, Object.fromEntries(headers));
  await new Promise<void>((resolve) => {
    wire.outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => resolve());
  });
  // Without a reset, which could overtake the half that was sent.
  wire.incoming.socket.destroy();
}
