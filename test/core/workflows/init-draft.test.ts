import { describe, expect, it } from 'vitest';
import { configurationText } from '../../../packages/core/src/config/configuration-text.ts';
import {
  emptyConfiguration,
  loadConfiguration,
} from '../../../packages/core/src/config/load-configuration.ts';
import {
  configurationOf,
  type WantedService,
} from '../../../packages/core/src/workflows/init-draft.ts';
import { company } from './world.ts';

function drafted(...services: WantedService[]) {
  const { storage } = company();
  const empty = emptyConfiguration();
  const signIn = empty.signIns.default;
  if (signIn === undefined) throw new Error('no default sign-in');
  return configurationOf({ cloud: empty.cloud, signIn, storage, services, everyMs: null }, empty);
}

const wanted = {
  subscription: '11111111-1111-4111-8111-111111111111',
  resourceGroup: 'rg',
  name: 'contoso-eu',
  label: null,
};
const identity = '22222222-2222-4222-8222-222222222222';

describe('the configuration a storage tells of', () => {
  it('lets a service in the way its last backup got in, since a restore uses the identity of its target', () => {
    const [service] = drafted({
      ...wanted,
      way: { access: 'user-identity', clientId: identity },
    }).services;

    expect(service?.storage).toMatchObject({
      key: 'main',
      access: 'user-identity',
      clientId: identity,
    });
  });

  it.each([
    ['nobody says how', null],
    ['the storage says the same', { access: 'system-identity' as const, clientId: null }],
    ['the client id is missing', { access: 'user-identity' as const, clientId: null }],
  ])('keeps the storage’s own way where %s', (_name, way) => {
    expect(drafted({ ...wanted, way }).services[0]?.storage).toMatchObject({
      access: 'system-identity',
    });
  });

  it('is written so that it loads back to the same services', () => {
    const made = drafted(
      { ...wanted, way: { access: 'user-identity', clientId: identity } },
      { ...wanted, name: 'contoso-prod' },
    );
    const text = configurationText(made, { path: '/c/config.yaml', schemaAddress: 'schema.json' });

    expect(loadConfiguration({ text, path: '/c/config.yaml', environment: {} }).services).toEqual(
      made.services,
    );
  });
});
