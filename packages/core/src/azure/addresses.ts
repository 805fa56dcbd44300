import { parseServiceId } from '../arm/resource-id.ts';
import type { AccountPlace } from '../ports/storage-accounts.ts';

/** An ARM path of the given segments, each one encoded, with its api-version. */
export function armPath(segments: readonly string[], apiVersion: string): string {
  const path = segments.map(encodeURIComponent).join('/');
  return `/${path}?api-version=${encodeURIComponent(apiVersion)}`;
}

/**
 * The segments of a service's id, or what is wrong with it. An id is taken apart and put together
 * again, so that nothing in it can lead elsewhere.
 */
export function serviceSegments(
  resourceId: string,
): { ok: true; segments: string[] } | { ok: false; words: string } {
  const id = parseServiceId(resourceId);
  if (!id.ok) {
    return {
      ok: false,
      words: `"${resourceId}" is not a service's id: ${id.words} (at ${id.place}).`,
    };
  }
  const group = groupSegments(id.subscription, id.resourceGroup);
  const segments = [...group, 'providers', 'Microsoft.ApiManagement', 'service', id.name];
  return { ok: true, segments };
}

/** The segments of a resource group. */
export function groupSegments(subscription: string, resourceGroup: string): string[] {
  return ['subscriptions', subscription, 'resourceGroups', resourceGroup];
}

/** The segments of a storage account. */
export function accountSegments(place: AccountPlace): string[] {
  const group = groupSegments(place.subscription, place.resourceGroup);
  return [...group, 'providers', 'Microsoft.Storage', 'storageAccounts', place.account];
}
