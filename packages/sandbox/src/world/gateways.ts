import type { ApiService, WorldState } from './model.ts';
import { outageOf } from './outages.ts';
import { normaliseLocation } from './places.ts';
import { serviceId } from './resource-id.ts';
import type { Silence } from './silence.ts';

/** The regions a service has a gateway in, its own first, normalised. */
export function gatewayRegions(service: ApiService): string[] {
  return [service.location, ...additional(service).map((each) => each.location)];
}

/**
 * What a gateway does with a request: null answers it. `region` null is the
 * service's one address, which Azure leads to the nearest gateway that
 * answers; so it is silent only when all are ("Deploy to multiple regions",
 * API Management docs). A gateway that is switched off, not made yet or gone
 * has no address to connect to.
 */
export function gatewaySilence(
  state: WorldState,
  name: string,
  region: string | null,
): Silence | null {
  const service = state.services.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (service === undefined || isComing(state, service)) return 'refuse';
  const regions = gatewayRegions(service);
  if (region !== null) {
    const wanted = normaliseLocation(region);
    return regions.includes(wanted) ? regionalSilence(state, service, wanted) : 'refuse';
  }
  const fates = regions.map((each) => regionalSilence(state, service, each));
  return fates.includes(null) ? null : (fates[0] ?? 'refuse');
}

function regionalSilence(state: WorldState, service: ApiService, region: string): Silence | null {
  const isOff =
    region === service.location
      ? service.settings.disableGateway === true
      : additional(service).some((each) => each.location === region && each.isOff);
  if (isOff) return 'refuse';
  return (
    outageOf(state, region)?.gateway ??
    state.gatewayFaults.get(gatewayKey(service.name, region)) ??
    state.gatewayFaults.get(gatewayKey(service.name, null)) ??
    null
  );
}

/** Under what a fault of a gateway is kept; region null means all of the service's. */
export function gatewayKey(service: string, region: string | null): string {
  const name = service.toLowerCase();
  return region === null ? name : `${name}/${normaliseLocation(region)}`;
}

function isComing(state: WorldState, service: ApiService): boolean {
  const id = serviceId(service).toLowerCase();
  return state.operations.some(
    (each) =>
      each.service === id &&
      each.status === 'running' &&
      (each.kind === 'Create' || each.kind === 'Undelete'),
  );
}

function additional(service: ApiService): { location: string; isOff: boolean }[] {
  const given = service.settings.additionalLocations;
  if (!Array.isArray(given)) return [];
  return given.map((each: { location?: unknown; disableGateway?: unknown }) => ({
    location: normaliseLocation(String(each.location)),
    isOff: each.disableGateway === true,
  }));
}
