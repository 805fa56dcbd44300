import { apiManagement } from './arm-apimanagement.ts';

// Another process with nothing but a serialised poller: follows the operation to its end and prints
// the service's state, or the error's code. The CA comes by NODE_EXTRA_CA_CERTS.

const { env } = process;
const client = apiManagement({
  origin: env.ORIGIN ?? '',
  tenantId: env.TENANT ?? '',
  clientId: env.CLIENT ?? '',
  clientSecret: env.SECRET ?? '',
  subscription: env.SUBSCRIPTION ?? '',
  ca: null,
});
const nothing = { storageAccount: '', containerName: '', backupName: '' };
const poller = await client.apiManagementService.beginBackup('rg-prod', 'contoso-prod', nothing, {
  resumeFrom: env.STATE ?? '',
});
const service = await poller.pollUntilDone();
process.stdout.write(`${service.name} ${service.provisioningState}\n`);
