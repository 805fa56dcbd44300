import type { Operation, WorldState } from './model.ts';
import { normaliseLocation } from './places.ts';
import { serviceId } from './resource-id.ts';
import type { Silence } from './silence.ts';

/** How the resource manager answers for a provider it cannot reach: 503, 504, or not at all. */
export const armSilences = ['unavailable', 'timeout', 'hang'] as const;

/** One of these ways. */
export type ArmSilence = (typeof armSilences)[number];

/** A region that is down since a time, and how what lives there goes silent. */
export type Outage = { since: number; arm: ArmSilence; gateway: Silence; storage: Silence };

/** The outage of a location, or null. */
export function outageOf(state: WorldState, location: string): Outage | null {
  return state.outages.get(normaliseLocation(location)) ?? null;
}

/** Does an operation stand still, because the region of its service is down? */
export function isStanding(state: WorldState, operation: Operation): boolean {
  const location = locationOf(state, operation);
  return location !== null && state.outages.has(location);
}

/**
 * Ends an outage. What stood still goes on where it stopped: it takes as much
 * longer as it stood. What becomes of work during a real outage is not known.
 */
export function endOutage(state: WorldState, region: string, now: number): void {
  const outage = outageOf(state, region);
  if (outage === null) return;
  for (const operation of state.operations) {
    if (operation.status !== 'running' || locationOf(state, operation) !== region) continue;
    const stoodMs = now - Math.max(outage.since, operation.startedAt);
    operation.checkAt += stoodMs;
    operation.endAt += stoodMs;
  }
  state.outages.delete(region);
}

function locationOf(state: WorldState, operation: Operation): string | null {
  const all = [...state.services, ...state.deleted.map((each) => each.service)];
  const found = all.find((each) => serviceId(each).toLowerCase() === operation.service);
  return found?.location ?? null;
}
