import type { Configuration } from '@azure/msal-node';
import type { Cloud } from '../../domain/configuration.ts';
import { authorityOf } from '../cloud.ts';
import { network } from './wire.ts';

/**
 * MSAL's settings for a client of a tenant in a cloud.
 * An authority that Microsoft's directory does not know is vouched for by the configuration instead
 * (`knownAuthorities`), which spares the question to login.microsoftonline.com.
 */
export function clientSettings(
  cloud: Cloud,
  tenant: string,
  auth: Omit<Configuration['auth'], 'authority' | 'knownAuthorities' | 'clientCapabilities'>,
): Configuration {
  return {
    auth: {
      ...auth,
      authority: authorityOf(cloud, tenant),
      ...(cloud.instanceDiscovery ? {} : { knownAuthorities: [new URL(cloud.authorityHost).host] }),
      // Tells Azure that claims challenges are answered here, so tokens may live up to 28 hours and are
      // revoked by a challenge instead (learn.microsoft.com/entra/identity-platform/claims-challenge, read 2026-11-23).
      clientCapabilities: ['cp1'],
    },
    system: { networkClient: network },
  };
}
