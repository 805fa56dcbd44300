import { z } from 'zod';
import type { ApiService } from '../world/model.ts';
import { displayLocation, normaliseLocation, regions } from '../world/places.ts';
import type { ArmApp, ArmDeps } from './deps.ts';
import { apimProvider, servicePath, subscriptionPath } from './deps.ts';
import { gatewayError, providerError } from './errors.ts';
import { findSubscription, reachService } from './find.ts';
import { nameTaken } from './names.ts';

const tiers = [
  'Developer',
  'Basic',
  'Standard',
  'Premium',
  'Consumption',
  'BasicV2',
  'StandardV2',
  'PremiumV2',
];
const nameBody = z.object({ name: z.string().min(1) });

/** What can be asked about a service beside itself: sizes, name, network health, dependencies. */
export function serviceFactRoutes(app: ArmApp, deps: ArmDeps): void {
  app.get(`${servicePath}/skus`, (c) => {
    const service = reachService(c, deps, 'Microsoft.ApiManagement/service/skus/read');
    return c.json({ value: [sizeOf(service.sku.name)] });
  });

  app.get(`${subscriptionPath}${apimProvider}/skus`, (c) => {
    findSubscription(c, deps);
    const locations = regions.map(({ display }) => display);
    const value = tiers.map((name) => ({
      resourceType: 'service',
      name,
      locations,
      capabilities: [],
      restrictions: [],
    }));
    return c.json({ value });
  });

  app.post(`${subscriptionPath}${apimProvider}/checknameavailability`, async (c) => {
    findSubscription(c, deps);
    const parsed = nameBody.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success)
      throw providerError(
        400,
        'ValidationError',
        'One or more fields contain incorrect values: name.',
      );
    const taken = nameTaken(deps, parsed.data.name);
    if (taken === null) return c.json({ nameAvailable: true, reason: 'Valid', message: '' });
    return c.json({ nameAvailable: false, reason: 'AlreadyExists', message: taken.message });
  });

  app.get(`${servicePath}/regions`, (c) => {
    const service = reachService(c, deps, 'Microsoft.ApiManagement/service/regions/read');
    const value = locationsOf(service).map((name, index) => ({
      name,
      isMasterRegion: index === 0,
      isDeleted: false,
    }));
    return c.json({ value, count: value.length });
  });

  app.get(`${servicePath}/networkstatus`, (c) => {
    const service = reachService(c, deps, 'Microsoft.ApiManagement/service/networkStatus/read');
    return c.json(
      locationsOf(service).map((location) => ({
        location,
        networkStatus: networkStatus(deps, service),
      })),
    );
  });

  app.get(`${servicePath}/locations/:location/networkstatus`, (c) => {
    const service = reachService(c, deps, 'Microsoft.ApiManagement/service/networkStatus/read');
    const wanted = normaliseLocation(c.req.param('location'));
    const isHere = locationsOf(service).some((each) => normaliseLocation(each) === wanted);
    if (!isHere) throw gatewayError(404, 'ResourceNotFound', `The service is not in '${wanted}'.`);
    return c.json(networkStatus(deps, service));
  });

  app.get(`${servicePath}/outboundnetworkdependenciesendpoints`, (c) => {
    reachService(
      c,
      deps,
      'Microsoft.ApiManagement/service/outboundNetworkDependenciesEndpoints/read',
    );
    return c.json({
      value: [
        {
          category: 'Azure Storage',
          endpoints: [
            {
              domainName: 'pretendstorage.blob.core.windows.net',
              endpointDetails: [{ port: 443 }],
            },
          ],
        },
      ],
    });
  });
}

function sizeOf(tier: string): Record<string, unknown> {
  const maximum = tier === 'Premium' ? 31 : tier === 'Developer' ? 1 : 4;
  const isFixed = tier === 'Consumption' || tier === 'Developer';
  return {
    resourceType: 'Microsoft.ApiManagement/service',
    sku: { name: tier },
    capacity: {
      minimum: tier === 'Consumption' ? 0 : 1,
      maximum: tier === 'Consumption' ? 0 : maximum,
      default: tier === 'Consumption' ? 0 : 1,
      scaleType: isFixed ? 'none' : 'automatic',
    },
  };
}

function locationsOf(service: ApiService): string[] {
  const extra = service.settings.additionalLocations;
  const more = Array.isArray(extra)
    ? extra.map((each: { location: unknown }) => String(each.location))
    : [];
  return [displayLocation(service.location), ...more];
}

function networkStatus(deps: ArmDeps, service: ApiService): Record<string, unknown> {
  const changed = new Date(service.createdAt).toISOString();
  const updated = new Date(deps.clock.now()).toISOString();
  const dependency = (name: string, resourceType: string): Record<string, unknown> => ({
    name,
    status: 'success',
    error: '',
    lastUpdated: updated,
    lastStatusChange: changed,
    resourceType,
    isOptional: false,
  });
  return {
    dnsServers: ['203.0.113.53'],
    connectivityStatus: [
      dependency('pretendstorage.blob.core.windows.net', 'BlobStorage'),
      dependency('pretendsql.database.windows.net', 'SQLDatabase'),
    ],
  };
}
