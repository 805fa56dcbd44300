import { parseBlobUrl } from '../../arm/blob-url.ts';
import { parseServiceId } from '../../arm/resource-id.ts';
import type { Cloud, Storage, StorageAccess } from '../../domain/configuration.ts';
import { LifeboatError } from '../../domain/error.ts';
import { firstStorageKey, type WantedService } from '../../workflows/init-draft.ts';
import type { Input } from '../definition.ts';

/** The services that --service names. Errors: `usage` with the place of what is wrong. */
export function namedServices(input: Input): WantedService[] {
  return input.texts('service').map(readServiceId);
}

/** A service by its resource id. Errors: `usage`. */
export function readServiceId(text: string): WantedService {
  const place = parseServiceId(text.trim());
  if (!place.ok) {
    throw new LifeboatError(
      'usage',
      `This is not the resource id of an API Management service: ${place.words}, at character ${place.place + 1}.`,
      {
        hint: 'It looks like /subscriptions/…/resourceGroups/…/providers/Microsoft.ApiManagement/service/NAME.',
      },
    );
  }
  const { subscription, resourceGroup, name } = place;
  return { subscription, resourceGroup, name, label: null };
}

/** The storage at a container's URL, with the way in that the flags say. Errors: `usage`. */
export function readStorageUrl(input: Input, cloud: Cloud, url: string): Storage {
  const address = parseBlobUrl(cloud.blobEndpoint, url.trim());
  if (!address.ok || address.name !== null) {
    const why = address.ok ? 'it names a blob, not a container' : address.words;
    throw new LifeboatError('usage', `This is not a container's URL: ${why}.`, {
      hint: `It looks like ${cloud.blobEndpoint}/CONTAINER.`,
    });
  }
  const access = (input.text('access') ?? 'system-identity') as StorageAccess;
  const variable = input.text('access-key-variable');
  return storageOf(address, {
    access,
    clientId: input.text('client-id'),
    variable: access === 'access-key' ? variable : null,
  });
}

/** A storage of a new configuration. Errors: `usage` for a user identity without its client id. */
export function storageOf(
  place: { account: string; container: string },
  way: { access: StorageAccess; clientId: string | null; variable: string | null },
): Storage {
  if (way.access === 'user-identity' && way.clientId === null) {
    throw new LifeboatError('usage', 'Access by a user-assigned identity needs its client id.', {
      hint: 'Add --client-id ID.',
    });
  }
  return {
    key: firstStorageKey,
    account: place.account,
    container: place.container,
    access: way.access,
    clientId: way.access === 'user-identity' ? way.clientId : null,
    accessKey:
      way.variable === null ? { from: 'azure' } : { from: 'environment', variable: way.variable },
    subscription: null,
    resourceGroup: null,
  };
}
