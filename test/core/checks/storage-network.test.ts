import { describe, expect, it } from 'vitest';
import { checkStorageNetwork } from '../../../packages/core/src/checks/storage-network.ts';
import type { StorageAccess } from '../../../packages/core/src/domain/configuration.ts';
import type { StorageAccountResource } from '../../../packages/core/src/ports/storage-accounts.ts';
import { anAccount, blind } from './samples.ts';

type Network = Partial<StorageAccountResource['network']>;
const resourceId = '/Subscriptions/s/service/contoso-prod';
const trusting: Network = { open: false };
const closed: Network = { open: false, trustedServices: false };
const byAddress: Network = { ...closed, ipRules: 2 };
const named: Network = { ...closed, resources: [resourceId.toLowerCase()] };
const off: Network = { open: false, publicAccess: 'Disabled' };

function verdict(
  access: StorageAccess,
  network: Network,
  region: string | null,
  primaryRegion: string,
) {
  const visitor = { access, region, resourceId };
  return checkStorageNetwork('st', anAccount(network, { primaryRegion }), visitor);
}

describe('the firewall of an account', () => {
  it.each<[string, StorageAccess, Network, 'near' | 'far', string]>([
    ['none', 'access-key', {}, 'near', 'pass'],
    ['none', 'user-identity', {}, 'near', 'pass'],
    ['one, and a key from the same region', 'access-key', trusting, 'near', 'fail'],
    ['one with addresses, and a key from the same region', 'access-key', byAddress, 'near', 'fail'],
    ['one, and a key from another region', 'access-key', closed, 'far', 'warn'],
    ['one with addresses, and a key from another region', 'access-key', byAddress, 'far', 'warn'],
    ['no public access, and a key from another region', 'access-key', off, 'far', 'warn'],
    ['one that trusts, and the own identity', 'system-identity', trusting, 'near', 'pass'],
    ['no public access but trust, and the own identity', 'system-identity', off, 'near', 'pass'],
    ['one that names it, and the own identity', 'system-identity', named, 'near', 'pass'],
    ['one that lets nobody in, and the own identity', 'system-identity', closed, 'far', 'fail'],
    [
      'one with addresses, and the own identity from elsewhere',
      'system-identity',
      byAddress,
      'far',
      'warn',
    ],
    [
      'one with addresses, and the own identity from the same region',
      'system-identity',
      byAddress,
      'near',
      'fail',
    ],
    [
      'one with addresses but no public access',
      'system-identity',
      { ...byAddress, publicAccess: 'Disabled' },
      'far',
      'fail',
    ],
    ['one that trusts, and a user-assigned identity', 'user-identity', trusting, 'near', 'warn'],
    [
      'one that lets nobody in, and a user-assigned identity',
      'user-identity',
      closed,
      'far',
      'fail',
    ],
    [
      'one that names the service, and a user-assigned identity',
      'user-identity',
      named,
      'far',
      'fail',
    ],
    ['one with addresses, and a user-assigned identity', 'user-identity', byAddress, 'far', 'warn'],
  ])('%s, by %s: %j', (_, access, network, where, expected) => {
    const check = verdict(
      access,
      network,
      'westeurope',
      where === 'near' ? 'westeurope' : 'northeurope',
    );

    expect(check.verdict).toBe(expected);
    expect(check.code).toBe(expected === 'fail' ? 'check-failed' : null);
    expect(check.remedy === null).toBe(expected === 'pass');
  });

  it('counts where the account lives now, after a failover', () => {
    const visitor = { access: 'access-key', region: 'westeurope', resourceId } as const;
    const failedOver = anAccount(closed, { region: 'westeurope', primaryRegion: 'northeurope' });

    expect(checkStorageNetwork('st', failedOver, visitor).verdict).toBe('warn');
  });

  it('does not fail for its region when the service could not be read', () => {
    expect(verdict('access-key', closed, null, 'westeurope').verdict).toBe('warn');
  });

  it('is unknown inside a perimeter, and when nothing is seen', () => {
    const perimeter: Network = { open: false, publicAccess: 'SecuredByPerimeter' };
    const visitor = { access: 'access-key', region: 'westeurope', resourceId } as const;

    expect(verdict('access-key', perimeter, 'westeurope', 'westeurope').verdict).toBe('unknown');
    for (const [, look] of blind)
      expect(checkStorageNetwork('st', look, visitor)).toMatchObject({
        verdict: 'unknown',
        code: null,
      });
  });
});
