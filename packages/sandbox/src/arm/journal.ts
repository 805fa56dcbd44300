import { type Happening, record } from '../world/journal.ts';
import type { Trace } from '../world/model.ts';
import type { ArmContext, ArmDeps } from './deps.ts';

/** Who is asking, as the activity log will keep it. */
export function traceOf(c: ArmContext): Trace {
  const caller = c.get('caller');
  return {
    caller: caller.userPrincipalName ?? caller.objectId,
    correlationId: c.get('correlationId'),
    operationId: c.get('operationId'),
    clientRequestId: c.req.header('x-ms-client-request-id') ?? null,
    method: c.req.method,
    uri: c.req.url,
  };
}

/** Writes an event into the activity log, now unless it says when. */
export function note(
  deps: ArmDeps,
  happening: Omit<Happening, 'id' | 'at'> & { at?: number },
): void {
  record(deps.world.state, { at: deps.clock.now(), ...happening, id: deps.newId() });
}
