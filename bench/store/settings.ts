/**
 * The settings that Lifeboat keeps with a backup of a Premium service in two regions: what Azure's GET
 * gives (shape: facts of the REST API, api-version 2024-05-01), after redaction. About 2.5 kB as JSON.
 * `edition` counts the changes that were made to the service.
 */
export function settingsOf(resourceId: string, name: string, edition: number): object {
  const proxy = (hostName: string) => ({
    type: 'Proxy',
    hostName,
    defaultSslBinding: false,
    negotiateClientCertificate: false,
    certificateSource: 'BuiltIn',
  });
  const secure = (name: string) => `Microsoft.WindowsAzure.ApiManagement.Gateway.Security.${name}`;
  const switches = [
    'Protocols.Tls10',
    'Protocols.Tls11',
    'Protocols.Ssl30',
    'Backend.Ciphers.3Des',
  ];
  return {
    id: resourceId,
    name,
    type: 'Microsoft.ApiManagement/service',
    location: 'West Europe',
    tags: { environment: 'production', edition: String(edition) },
    sku: { name: 'Premium', capacity: 2 },
    identity: { type: 'SystemAssigned', principalId: '0b1d0000-0000-4000-8000-000000000031' },
    properties: {
      provisioningState: 'Succeeded',
      targetProvisioningState: '',
      createdAtUtc: '2026-05-07T10:21:11.649Z',
      platformVersion: 'stv2',
      publicNetworkAccess: 'Enabled',
      disableGateway: false,
      gatewayUrl: `https://${name}.azure-api.net`,
      gatewayRegionalUrl: `https://${name}-westeurope-01.regional.azure-api.net`,
      portalUrl: `https://${name}.portal.azure-api.net`,
      developerPortalUrl: `https://${name}.developer.azure-api.net`,
      managementApiUrl: `https://${name}.management.azure-api.net`,
      scmUrl: `https://${name}.scm.azure-api.net`,
      virtualNetworkType: 'None',
      natGatewayState: 'Disabled',
      enableClientCertificate: false,
      publisherEmail: 'apis@contoso.com',
      publisherName: 'Contoso',
      notificationSenderEmail: 'apimgmt-noreply@mail.windowsazure.com',
      publicIPAddresses: ['203.0.113.40'],
      outboundPublicIPAddresses: ['203.0.113.40'],
      additionalLocations: [
        {
          location: 'North Europe',
          gatewayRegionalUrl: `https://${name}-northeurope-01.regional.azure-api.net`,
          sku: { name: 'Premium', capacity: 1 },
          publicIPAddresses: ['203.0.113.41'],
        },
      ],
      hostnameConfigurations: [proxy(`${name}.azure-api.net`), proxy('api.contoso.com')],
      customProperties: Object.fromEntries(switches.map((each) => [secure(each), 'False'])),
    },
  };
}
