import { seedConfiguration } from './configuration.ts';
import type { ApiService, ServiceIdentity } from './model.ts';
import { subscriptionId } from './seed-ids.ts';

/** The few words a seeded service is made from; `subscription` is a seed number. */
export type ServiceDraft = {
  subscription: number;
  resourceGroup: string;
  name: string;
  location: string;
  tier: string;
  units?: number;
  identity?: ServiceIdentity;
  environment: string;
  apis?: string[];
  settings?: Record<string, unknown>;
};

/** A service made from a few words, with the full set of properties a real one has. */
export function draftService(draft: ServiceDraft, createdAt: number): ApiService {
  const { name, tier } = draft;
  return {
    subscriptionId: subscriptionId(draft.subscription),
    resourceGroup: draft.resourceGroup,
    name,
    location: draft.location,
    sku: { name: tier, capacity: tier === 'Consumption' ? 0 : (draft.units ?? 1) },
    identity: draft.identity ?? { systemPrincipalId: null, attached: [] },
    tags: { environment: draft.environment },
    zones: [],
    revision: 1,
    createdAt,
    provisioningState: 'Succeeded',
    settings: { ...baseSettings(name, tier, draft.location), ...draft.settings },
    configuration: seedConfiguration(name, draft.apis ?? ['orders', 'catalog']),
  };
}

/** The properties of a new service, apart from its state: addresses, hosts, protocols. */
export function baseSettings(
  name: string,
  tier: string,
  location: string,
): Record<string, unknown> {
  const isClassic = ['Developer', 'Basic', 'Standard', 'Premium'].includes(tier);
  return {
    publisherEmail: 'apis@contoso.com',
    publisherName: 'Contoso',
    notificationSenderEmail: 'apimgmt-noreply@mail.windowsazure.com',
    gatewayUrl: `https://${name}.azure-api.net`,
    gatewayRegionalUrl: isClassic ? `https://${name}-${location}-01.regional.azure-api.net` : null,
    portalUrl: isClassic ? `https://${name}.portal.azure-api.net` : null,
    developerPortalUrl: tier === 'Consumption' ? null : `https://${name}.developer.azure-api.net`,
    managementApiUrl: isClassic ? `https://${name}.management.azure-api.net` : null,
    scmUrl: isClassic ? `https://${name}.scm.azure-api.net` : null,
    hostnameConfigurations: [
      {
        type: 'Proxy',
        hostName: `${name}.azure-api.net`,
        negotiateClientCertificate: false,
        defaultSslBinding: true,
        certificateSource: 'BuiltIn',
      },
    ],
    publicIPAddresses: tier === 'Consumption' ? null : ['203.0.113.40'],
    privateIPAddresses: null,
    additionalLocations: null,
    virtualNetworkConfiguration: null,
    virtualNetworkType: 'None',
    customProperties: {
      'Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols.Tls10': 'False',
      'Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols.Tls11': 'False',
      'Microsoft.WindowsAzure.ApiManagement.Gateway.Protocols.Server.Http2': 'False',
    },
    certificates: null,
    disableGateway: false,
    enableClientCertificate: false,
    natGatewayState: isClassic ? 'Disabled' : null,
    outboundPublicIPAddresses: isClassic ? ['203.0.113.40'] : null,
    apiVersionConstraint: { minApiVersion: null },
    publicNetworkAccess: 'Enabled',
    privateEndpointConnections: null,
    platformVersion: tier.endsWith('V2') ? 'stv2.1' : tier === 'Consumption' ? 'mtv1' : 'stv2',
    legacyPortalStatus: 'Disabled',
    developerPortalStatus: 'Enabled',
    configurationApi: { legacyApi: 'Enabled' },
  };
}
