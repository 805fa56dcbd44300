import type { Operation } from '@lifeboat/core';
import type { ActivityEvent } from '@lifeboat/core/live';

/** Something others changed in a service. */
export type Change = {
  key: string;
  at: number;
  /** What was done: `write`, `delete`, or the action's name. */
  verb: string;
  /** Below the service, such as `apis/echo`; empty for the service itself. */
  place: string;
  status: string;
  caller: string | null;
  /** Azure's code and words, where it failed. */
  failure: ActivityEvent['failure'];
};

/** Actions that change nothing in a service: they list, look, check, or back it up. */
const looks = /^(list|get|check|validate|read|query|generate|backup$)/;

/**
 * What others did to a service, newest first: writes, deletions and actions that none of our
 * operations caused. Azure tells one change in several events: the last says how it ended.
 */
export function changesOf(
  events: readonly ActivityEvent[],
  operations: readonly Pick<Operation, 'id' | 'correlationId'>[],
  resourceId: string,
): Change[] {
  const ours = new Set(
    operations.flatMap(({ id, correlationId }) => [
      id,
      ...(correlationId === null ? [] : [correlationId]),
    ]),
  );
  const changes = new Map<string, Change>();
  for (const event of events.toSorted((one, other) => one.at - other.at)) {
    const { clientRequestId, correlationId, operationName } = event;
    if (ours.has(clientRequestId ?? '') || ours.has(correlationId ?? '')) continue;
    const verb = verbOf(operationName);
    if (verb === null) continue;
    const key = [correlationId ?? event.at, operationName, event.resourceId]
      .join('|')
      .toLowerCase();
    changes.set(key, {
      key,
      at: event.at,
      verb,
      place: placeOf(event.resourceId, resourceId),
      status: event.status,
      caller: event.caller,
      failure: event.failure,
    });
  }
  return [...changes.values()].toReversed().toSorted((one, other) => other.at - one.at);
}

/** Null for what changes nothing. */
function verbOf(operationName: string): string | null {
  const parts = operationName.toLowerCase().split('/');
  const last = parts.at(-1);
  if (last === 'write' || last === 'delete') return last;
  const action = parts.at(-2) ?? '';
  return last === 'action' && !looks.test(action) ? action : null;
}

function placeOf(changed: string, service: string): string {
  const isBelow = changed.toLowerCase().startsWith(`${service.toLowerCase()}/`);
  return isBelow ? changed.slice(service.length + 1) : '';
}
