import { parseServiceId } from '../arm/resource-id.ts';
import type { Configuration, Service, Storage } from '../domain/configuration.ts';
import type { Operation } from '../domain/operation.ts';

/** The service and storage an operation works with: as configured, else rebuilt from its record. */
export function serviceOfOperation(
  configuration: Configuration,
  operation: Operation,
): { service: Service; storage: Storage } {
  const configured = configuration.services.find((one) => one.id === operation.service);
  const service = configured ?? serviceFromRecord(configuration, operation);
  const own = service.storage;
  const isOwn =
    own !== null && own.account === operation.account && own.container === operation.container;
  const named = Object.values(configuration.storages).find(
    (one) => one.account === operation.account && one.container === operation.container,
  );
  return { service, storage: isOwn ? own : (named ?? storageFromRecord(operation)) };
}

function serviceFromRecord(configuration: Configuration, operation: Operation): Service {
  const place = parseServiceId(operation.resourceId);
  // Only ids that parsed were ever written down; a damaged one leads to a look that sees nothing.
  const { subscription, resourceGroup, name } = place.ok
    ? place
    : { subscription: '', resourceGroup: '', name: operation.label };
  return {
    label: operation.label,
    id: operation.service,
    cloud: configuration.cloud.name,
    subscription,
    resourceGroup,
    azureName: name,
    resourceId: operation.resourceId,
    environment: null,
    storage: null,
    signIn: operation.signIn,
    everyMs: null,
    schedule: null,
    keepMs: null,
    standby: null,
    ping: null,
    configured: false,
  };
}

function storageFromRecord(operation: Operation): Storage {
  return {
    key: `${operation.account}/${operation.container}`,
    account: operation.account,
    container: operation.container,
    access: operation.access,
    clientId: null,
    accessKey: { from: 'azure' },
    subscription: null,
    resourceGroup: null,
  };
}
