import type { Service } from '../domain/configuration.ts';
import type { ServiceSeen } from '../domain/service-seen.ts';
import type { Look, ServiceResource } from '../ports/azure.ts';
import type { Work } from './work.ts';

/** Reads a service from Azure and keeps what was seen. An absent service is kept as not existing. */
export async function lookAtService(
  work: Work,
  service: Service,
  signal?: AbortSignal,
): Promise<Look<ServiceResource>> {
  const look = await work.ports.azure(service.signIn).apiManagement.get(service.resourceId, signal);
  await keepLook(work, service, look);
  return look;
}

/** Keeps what a look at a service saw; one that saw nothing changes nothing. */
export async function keepLook(
  work: Work,
  service: Service,
  look: Look<ServiceResource>,
): Promise<void> {
  const seen = seenOf(service, look, work.ports.clock.now());
  if (seen !== null) {
    await work.ports.store.update((draft) => {
      const known = draft.get('service', service.id);
      draft.put('service', { ...keptOf(known, seen.exists), ...seen });
    });
  }
}

type Fresh = Omit<ServiceSeen, 'storageReadAt' | 'storageProblem'>;

function seenOf(service: Service, look: Look<ServiceResource>, at: number): Fresh | null {
  const base = { id: service.id, label: service.label, at };
  if (look.seen) {
    const { tier, region, regions, provisioningState, gatewayUrl, gateways, identity } = look.value;
    const told = look.date === null ? {} : { azureAt: look.date };
    const read = { tier, region, regions, provisioningState, gatewayUrl, gateways, identity };
    return { ...base, ...told, exists: true, ...read };
  }
  if (look.why.kind !== 'absent') return null;
  return {
    ...base,
    exists: false,
    tier: null,
    region: null,
    regions: [],
    provisioningState: null,
    gatewayUrl: null,
    gateways: [],
  };
}

type Kept = Pick<ServiceSeen, 'storageReadAt' | 'storageProblem' | 'purgeAt'>;

function keptOf(known: ServiceSeen | null, exists: boolean): Kept {
  const purgeAt = exists ? undefined : known?.purgeAt;
  return {
    storageReadAt: known?.storageReadAt ?? null,
    storageProblem: known?.storageProblem ?? null,
    ...(purgeAt === undefined ? {} : { purgeAt }),
  };
}
