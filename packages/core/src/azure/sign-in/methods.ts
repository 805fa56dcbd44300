import type { SignIn } from '../../domain/configuration.ts';
import { azureCli } from './azure-cli.ts';
import { browser } from './browser.ts';
import { clientCertificate } from './client-certificate.ts';
import { clientSecret } from './client-secret.ts';
import { deviceCode } from './device-code.ts';
import { environmentVariables } from './environment.ts';
import { managedIdentity } from './managed-identity.ts';
import type { MakeMethod } from './method.ts';
import { workloadIdentity } from './workload-identity.ts';

/** Every way to sign in. None loads anything of Azure before it is used. */
export const methods: Readonly<Record<SignIn['method'], MakeMethod>> = {
  'azure-cli': azureCli,
  browser,
  'device-code': deviceCode,
  'managed-identity': managedIdentity,
  'workload-identity': workloadIdentity,
  'client-secret': clientSecret,
  'client-certificate': clientCertificate,
  environment: environmentVariables,
};
