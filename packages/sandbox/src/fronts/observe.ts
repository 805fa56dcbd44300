import type { FrontName, Journal } from '../control/journal.ts';
import { playFault, takenOver } from '../faults/play.ts';
import type { FaultScript } from '../faults/script.ts';
import type { SandboxClock } from '../seams.ts';
import type { Exchange, Front } from './listen.ts';

/** The part of the main origin that is not Azure: no faults, no journal. */
export const controlPrefix = '/_sandbox/';

/**
 * Puts around a front what all fronts share: the journal, the scripted faults
 * and the sandbox's own `Date`.
 */
export function observe(settings: {
  front: FrontName;
  journal: Journal;
  faults: FaultScript;
  clock: SandboxClock;
  exchange: Front;
}): Exchange {
  const { front, journal, faults, clock, exchange } = settings;
  return async (request, wire) => {
    const path = wire.incoming.url ?? '/';
    if (front === 'main' && path.startsWith(controlPrefix)) {
      return (await exchange(request, wire)) ?? takenOver;
    }
    const entry = journal.begin({
      at: new Date(clock.now()).toISOString(),
      front,
      method: request.method,
      path,
      clientRequestId: request.headers.get('x-ms-client-request-id'),
      authorized: request.headers.has('authorization'),
    });
    const handle = async () => exchange(request, wire);
    const play = faults.next({ front, method: request.method, path });
    entry.fault = play?.kind ?? null;
    const response = play === null ? await handle() : await playFault(play, wire, handle);
    if (response === null) return takenOver;
    entry.status = response.status;
    return dated(response, clock);
  };
}

function dated(response: Response, clock: SandboxClock): Response {
  const headers = new Headers(response.headers);
  headers.set('date', new Date(clock.now()).toUTCString());
  return new Response(response.body, { status: response.status, headers });
}
