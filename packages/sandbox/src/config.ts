import { stringify } from 'yaml';
import type { World } from './world/index.ts';
import type { ApiService } from './world/model.ts';
import type { StorageAccount } from './world/storage-model.ts';

/** The application that the configuration signs in with: it may back up, restore and list storage keys. */
export const configuredApplication = 'lifeboat-restore';

/**
 * The configuration that lets Lifeboat use this sandbox as its Azure.
 *
 * Written from the product's documented format, not from its code. Secrets are
 * named, not contained: `${AZURE_CLIENT_SECRET}` is in the sandbox's environment.
 */
export function configurationYaml(
  world: World,
  place: { origin: string; blobEndpoint: string; caFile: string },
): string {
  const tenant = world.directory.tenants()[0];
  const application = world.directory.find(tenant?.id ?? '', configuredApplication);
  return stringify({
    cloud: {
      name: 'sandbox',
      authorityHost: place.origin,
      instanceDiscovery: false,
      resourceManager: place.origin,
      resourceManagerScope: 'https://management.azure.com/.default',
      blobEndpoint: place.blobEndpoint,
      caFile: place.caFile,
      apiVersion: '2024-05-01',
    },
    auth: {
      method: 'client-secret',
      tenantId: tenant?.id,
      clientId: application?.clientId,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the configuration's own notation for the environment
      clientSecret: '${AZURE_CLIENT_SECRET}',
    },
    storage: {
      main: { ...storageOf(world, 'stcontosodr'), access: 'system-identity' },
      keyed: { ...storageOf(world, 'stcontosodr'), access: 'access-key', accessKey: 'from-azure' },
    },
    services: {
      'contoso-prod': {
        ...serviceOf(world, 'contoso-prod'),
        storage: 'main',
        every: '24h',
        schedule: '0 2 * * *',
        keep: '30d',
        standby: 'contoso-dr',
      },
      'contoso-dr': { ...serviceOf(world, 'contoso-dr'), storage: 'main' },
      'contoso-pay': { ...serviceOf(world, 'contoso-pay'), storage: 'main', every: '12h' },
      'contoso-eu': {
        ...serviceOf(world, 'contoso-eu'),
        storage: 'main',
        access: 'user-identity',
        clientId: service(world, 'contoso-eu')?.identity.attached[0]?.clientId,
        every: '24h',
      },
      'contoso-dev': { ...serviceOf(world, 'contoso-dev'), storage: 'main', every: '7d' },
      'contoso-std': { ...serviceOf(world, 'contoso-std'), storage: 'keyed', every: '24h' },
      'contoso-v2': { ...serviceOf(world, 'contoso-v2'), storage: 'main' },
    },
  });
}

function service(world: World, name: string): ApiService | undefined {
  return world.state.services.find((each) => each.name === name);
}

function serviceOf(world: World, name: string): Record<string, unknown> {
  const found = service(world, name);
  return {
    subscription: found?.subscriptionId,
    resourceGroup: found?.resourceGroup,
    environment: found?.tags.environment,
  };
}

function storageOf(world: World, name: string): Record<string, unknown> {
  const found: StorageAccount | undefined = world.state.accounts.find((each) => each.name === name);
  return {
    account: name,
    container: found?.containers[0]?.name,
    subscription: found?.subscriptionId,
    resourceGroup: found?.resourceGroup,
  };
}
