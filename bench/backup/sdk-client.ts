import { ApiManagementClient } from '@azure/arm-apimanagement';
import { ClientSecretCredential } from '@azure/identity';

// The same backup as `apim backup` makes, by Azure's own SDK as its documentation shows it: one client,
// one call, polled to its end at the pace Azure asks for. Bundled by the bench and run by it.

const place = JSON.parse(process.argv[2] ?? '{}');
const credential = new ClientSecretCredential(
  place.tenantId,
  place.clientId,
  process.env.AZURE_CLIENT_SECRET ?? '',
  { authorityHost: place.origin, disableInstanceDiscovery: true },
);
const client = new ApiManagementClient(credential, place.subscription, {
  endpoint: place.origin,
  credentialScopes: 'https://management.azure.com/.default',
});
await client.apiManagementService.beginBackupAndWait(place.resourceGroup, place.service, {
  storageAccount: place.storageAccount,
  containerName: place.containerName,
  backupName: place.backupName,
  accessType: 'SystemAssignedManagedIdentity',
});
process.stdout.write('succeeded\n');
