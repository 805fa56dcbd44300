import type { ApiService, Operation } from '../world/model.ts';
import { displayLocation, normaliseLocation } from '../world/places.ts';
import { serviceId } from '../world/resource-id.ts';
import type { ArmDeps } from './deps.ts';

/** The operation that holds a service now, if any. */
export function runningOperation(deps: ArmDeps, service: ApiService): Operation | null {
  const id = serviceId(service).toLowerCase();
  return (
    deps.world.state.operations.find((each) => each.service === id && each.status === 'running') ??
    null
  );
}

/** The state a service shows: its own, or that of the operation it is in. */
export function shownState(deps: ArmDeps, service: ApiService): string {
  const operation = runningOperation(deps, service);
  if (operation === null) return service.provisioningState;
  switch (operation.kind) {
    case 'Backup':
    case 'Restore': {
      const isVisible = deps.options.busyDuringOperations || operation.shape === 'resource';
      return isVisible ? 'Updating' : service.provisioningState;
    }
    case 'Outside':
      return 'Updating';
    case 'Create':
    case 'Undelete':
      return 'Activating';
    case 'Delete':
      return 'Terminating';
    case 'Purge':
      return service.provisioningState;
    default:
      return operation.kind satisfies never;
  }
}

/** A service as the resource manager answers it: the shape of api-version 2024-05-01 (facts 1.2). */
export function serviceResource(
  deps: ArmDeps,
  service: ApiService,
  state: string = shownState(deps, service),
): Record<string, unknown> {
  const created = new Date(service.createdAt).toISOString();
  return {
    id: serviceId(service),
    name: service.name,
    type: 'Microsoft.ApiManagement/service',
    tags: service.tags,
    location: displayLocation(service.location),
    etag: etagOf(service),
    zones: service.zones.length === 0 ? null : service.zones,
    sku: service.sku,
    ...identityOf(deps, service),
    properties: {
      ...service.settings,
      ...gatewayUrls(deps, service),
      createdAtUtc: created,
      provisioningState: state,
      targetProvisioningState: targetOf(state),
    },
    systemData: {
      createdBy: 'ana@contoso.com',
      createdByType: 'User',
      createdAt: created,
      lastModifiedBy: 'ana@contoso.com',
      lastModifiedByType: 'User',
      lastModifiedAt: created,
    },
  };
}

/** The addresses of the gateways here, instead of those they would have in the public cloud. */
function gatewayUrls(deps: ArmDeps, service: ApiService): Record<string, unknown> {
  const url = deps.gatewayUrl;
  if (url === undefined) return {};
  const { gatewayRegionalUrl, additionalLocations } = service.settings;
  return {
    gatewayUrl: url(service.name, null),
    gatewayRegionalUrl: gatewayRegionalUrl === null ? null : url(service.name, service.location),
    additionalLocations: Array.isArray(additionalLocations)
      ? additionalLocations.map((each: { location?: unknown }) => ({
          ...each,
          gatewayRegionalUrl: url(service.name, normaliseLocation(String(each.location))),
        }))
      : additionalLocations,
  };
}

/** At rest it is empty (facts 2.2), of a service just made it is as in the reference; otherwise it is assumed. */
function targetOf(state: string): string {
  if (state === 'Created') return 'Activating';
  return ['Updating', 'Activating', 'Terminating'].includes(state) ? state : '';
}

/** The resource's etag; it changes with each change of the service, a restore included. */
export function etagOf(service: ApiService): string {
  return Buffer.from(`AAAA${service.revision.toString(36).padStart(8, '0')}`).toString('base64');
}

function identityOf(deps: ArmDeps, service: ApiService): Record<string, unknown> {
  const { systemPrincipalId, attached } = service.identity;
  const types = [
    ...(systemPrincipalId === null ? [] : ['SystemAssigned']),
    ...(attached.length === 0 ? [] : ['UserAssigned']),
  ];
  if (types.length === 0) return {};
  const tenant = deps.world.state.subscriptions.find(
    (each) => each.id === service.subscriptionId,
  )?.tenantId;
  const userAssigned = Object.fromEntries(
    attached.map(({ resourceId, principalId, clientId }) => [
      resourceId,
      { principalId, clientId },
    ]),
  );
  return {
    identity: {
      type: types.join(', '),
      principalId: systemPrincipalId,
      tenantId: systemPrincipalId === null ? null : tenant,
      ...(attached.length === 0 ? {} : { userAssignedIdentities: userAssigned }),
    },
  };
}
