/** Where a resource lives, enough to write its id. */
type Place = { subscriptionId: string; resourceGroup: string; name: string };

/** The resource id of a service, spelled as Azure spells it. */
export function serviceId(service: Place): string {
  return `${groupId(service)}/providers/Microsoft.ApiManagement/service/${service.name}`;
}

/** The resource id of a storage account. */
export function accountId(account: Place): string {
  return `${groupId(account)}/providers/Microsoft.Storage/storageAccounts/${account.name}`;
}

/** The resource id of a container. */
export function containerId(account: Place, container: string): string {
  return `${accountId(account)}/blobServices/default/containers/${container}`;
}

/** The resource id of a resource group. */
export function groupId(place: { subscriptionId: string; resourceGroup: string }): string {
  return `/subscriptions/${place.subscriptionId}/resourceGroups/${place.resourceGroup}`;
}

/** Resource ids are equal without regard to case. */
export function sameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** True when `id` is `scope` or lies below it; `/` holds everything. */
export function within(id: string, scope: string): boolean {
  const outer = scope.toLowerCase().replace(/\/+$/, '');
  const inner = id.toLowerCase();
  return outer === '' || inner === outer || inner.startsWith(`${outer}/`);
}
