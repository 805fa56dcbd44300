import { ApiManagementClient } from '@azure/arm-apimanagement';
import { ClientSecretCredential } from '@azure/identity';

/** Where a pretend Azure is, and who signs in there: all by documented options of both packages. */
export type Place = {
  origin: string;
  tenantId: string;
  clientId: string;
  clientSecret: string;
  subscription: string;
  /** The CA to trust; null where NODE_EXTRA_CA_CERTS says it. */
  ca: string | null;
};

/** The client of Azure's own SDK, as anybody makes it for a cloud of their own. */
export function apiManagement(place: Place): ApiManagementClient {
  const trust = place.ca === null ? {} : { tlsOptions: { ca: place.ca } };
  const credential = new ClientSecretCredential(
    place.tenantId,
    place.clientId,
    place.clientSecret,
    { authorityHost: place.origin, disableInstanceDiscovery: true, ...trust },
  );
  return new ApiManagementClient(credential, place.subscription, {
    endpoint: place.origin,
    credentialScopes: 'https://management.azure.com/.default',
    ...trust,
  });
}
