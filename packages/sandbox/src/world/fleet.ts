import type {
  ApiService,
  AttachedIdentity,
  ResourceGroup,
  ServiceIdentity,
  Subscription,
  Tenant,
} from './model.ts';
import { personNumbers } from './people.ts';
import { displayLocation } from './places.ts';
import { clientId, objectId, subscriptionId, tenantId } from './seed-ids.ts';
import { draftService, type ServiceDraft } from './service-draft.ts';

/** The tenants of the public cloud of the sandbox. */
export function seedTenants(): Tenant[] {
  return [
    { id: tenantId(1), name: 'contoso.com', domains: ['contoso', 'contoso.onmicrosoft.com'] },
    { id: tenantId(2), name: 'fabrikam.com', domains: ['fabrikam', 'fabrikam.onmicrosoft.com'] },
  ];
}

/** The subscriptions: two of contoso, one of fabrikam. */
export function seedSubscriptions(): Subscription[] {
  return [
    { id: subscriptionId(1), name: 'Contoso Production', tenantId: tenantId(1) },
    { id: subscriptionId(2), name: 'Contoso Platform', tenantId: tenantId(1) },
    { id: subscriptionId(3), name: 'Fabrikam', tenantId: tenantId(2) },
  ];
}

/** The resource groups of those subscriptions. */
export function seedResourceGroups(): ResourceGroup[] {
  const group = (subscription: number, name: string, location: string): ResourceGroup => ({
    subscriptionId: subscriptionId(subscription),
    name,
    location,
    tags: {},
  });
  return [
    group(1, 'rg-prod', 'westeurope'),
    group(1, 'rg-dr', 'northeurope'),
    group(1, 'rg-pay', 'westeurope'),
    group(1, 'rg-eu', 'northeurope'),
    group(1, 'rg-backup', 'northeurope'),
    group(2, 'rg-platform', 'westeurope'),
    group(2, 'rg-fleet', 'westeurope'),
    group(3, 'rg-fabrikam', 'westeurope'),
  ];
}

function own(number: number): ServiceIdentity {
  return { systemPrincipalId: objectId(number), attached: [] };
}

function attached(number: number, name: string): AttachedIdentity {
  return {
    resourceId: `/subscriptions/${subscriptionId(1)}/resourceGroups/rg-backup/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`,
    principalId: objectId(number),
    clientId: clientId(number),
  };
}

function customHost(name: string, host: string): Record<string, unknown> {
  return {
    hostnameConfigurations: [
      {
        type: 'Proxy',
        hostName: `${name}.azure-api.net`,
        negotiateClientCertificate: false,
        defaultSslBinding: false,
        certificateSource: 'BuiltIn',
      },
      {
        type: 'Proxy',
        hostName: host,
        negotiateClientCertificate: false,
        defaultSslBinding: true,
        certificateSource: 'Custom',
        certificate: {
          expiry: '2027-06-30T00:00:00Z',
          thumbprint: '00112233445566778899AABBCCDDEEFF00112233',
          subject: `CN=${host}`,
        },
      },
    ],
  };
}

/** The fleet: every tier, two regions, three environments; `extra` adds small ones in rg-fleet for paging. */
export function seedServices(createdAt: number, extra: number): ApiService[] {
  const n = personNumbers;
  const prod = { environment: 'production', subscription: 1 };
  const platform = { subscription: 2, resourceGroup: 'rg-platform' };
  const drafts: ServiceDraft[] = [
    {
      ...prod,
      resourceGroup: 'rg-prod',
      name: 'contoso-prod',
      location: 'westeurope',
      tier: 'Premium',
      units: 2,
      identity: own(n.prodIdentity),
      apis: ['orders', 'catalog', 'payments', 'shipping', 'customers'],
      settings: {
        ...customHost('contoso-prod', 'api.contoso.com'),
        additionalLocations: [
          {
            location: displayLocation('northeurope'),
            sku: { name: 'Premium', capacity: 1 },
            zones: null,
            publicIPAddresses: ['203.0.113.41'],
            privateIPAddresses: null,
            gatewayRegionalUrl: 'https://contoso-prod-northeurope-01.regional.azure-api.net',
            disableGateway: false,
            platformVersion: 'stv2',
            virtualNetworkConfiguration: null,
          },
        ],
      },
    },
    {
      ...prod,
      resourceGroup: 'rg-dr',
      name: 'contoso-dr',
      location: 'northeurope',
      tier: 'Premium',
      identity: own(n.drIdentity),
      environment: 'standby',
      apis: ['orders'],
      settings: customHost('contoso-dr', 'api-dr.contoso.com'),
    },
    {
      ...prod,
      resourceGroup: 'rg-pay',
      name: 'contoso-pay',
      location: 'westeurope',
      tier: 'Premium',
      identity: {
        systemPrincipalId: objectId(n.payIdentity),
        attached: [attached(n.payUserIdentity, 'id-contoso-pay')],
      },
      apis: ['payments', 'refunds'],
    },
    {
      ...prod,
      resourceGroup: 'rg-eu',
      name: 'contoso-eu',
      location: 'northeurope',
      tier: 'Premium',
      identity: {
        systemPrincipalId: null,
        attached: [attached(n.euUserIdentity, 'id-contoso-eu')],
      },
    },
    {
      ...platform,
      name: 'contoso-dev',
      location: 'westeurope',
      tier: 'Developer',
      identity: own(n.devIdentity),
      environment: 'development',
    },
    {
      ...platform,
      name: 'contoso-std',
      location: 'westeurope',
      tier: 'Standard',
      environment: 'test',
    },
    {
      ...platform,
      name: 'contoso-basic',
      location: 'northeurope',
      tier: 'Basic',
      identity: own(n.basicIdentity),
      environment: 'test',
    },
    {
      ...platform,
      name: 'contoso-v2',
      location: 'westeurope',
      tier: 'StandardV2',
      identity: own(n.v2Identity),
      environment: 'test',
    },
    {
      ...platform,
      name: 'contoso-basicv2',
      location: 'westeurope',
      tier: 'BasicV2',
      environment: 'test',
    },
    {
      ...platform,
      name: 'contoso-serverless',
      location: 'northeurope',
      tier: 'Consumption',
      environment: 'development',
    },
    {
      ...platform,
      name: 'contoso-workspaces',
      location: 'westeurope',
      tier: 'Premium',
      identity: own(n.workspacesIdentity),
      environment: 'test',
    },
    {
      subscription: 3,
      resourceGroup: 'rg-fabrikam',
      name: 'fabrikam-apim',
      location: 'westeurope',
      tier: 'Developer',
      environment: 'production',
    },
  ];
  const more = Array.from(
    { length: extra },
    (_, index): ServiceDraft => ({
      subscription: 2,
      resourceGroup: 'rg-fleet',
      name: `fleet-${String(index + 1).padStart(4, '0')}`,
      location: index % 2 === 0 ? 'westeurope' : 'northeurope',
      tier: 'Developer',
      environment: 'test',
      apis: ['echo'],
    }),
  );
  return [...drafts, ...more].map((draft) => withWorkspace(draftService(draft, createdAt)));
}

function withWorkspace(service: ApiService): ApiService {
  if (service.name === 'contoso-workspaces') {
    service.configuration.workspaces = [{ name: 'team-a', properties: { displayName: 'Team A' } }];
  }
  return service;
}
