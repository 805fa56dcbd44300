import { describe, expect, it } from 'vitest';
import {
  emptyConfiguration,
  loadConfiguration,
} from '../../../packages/core/src/config/load-configuration.ts';
import { publicCloud } from '../../../packages/core/src/domain/clouds.ts';
import { dayMs, hourMs } from '../domain/build-records.ts';
import { full, guid, load, loadFailure } from './load.ts';

describe('a whole configuration', () => {
  const configuration = load(full, { AZURE_CLIENT_SECRET: 'hunter2' });

  it('gives each service its resource id, storage and sign-in', () => {
    expect(configuration.services[0]).toEqual({
      label: 'contoso-prod',
      id: `public|/subscriptions/${guid}/resourcegroups/rg-prod/providers/microsoft.apimanagement/service/contoso-prod`,
      cloud: 'public',
      subscription: guid,
      resourceGroup: 'rg-Prod',
      azureName: 'contoso-prod',
      resourceId: `/subscriptions/${guid}/resourceGroups/rg-Prod/providers/Microsoft.ApiManagement/service/contoso-prod`,
      environment: 'production',
      storage: configuration.storages.main,
      signIn: 'other-tenant',
      everyMs: dayMs,
      schedule: '0 2 * * *',
      keepMs: 30 * dayMs,
      standby: 'dr',
      ping: 'https://ping.example/abc',
      configured: true,
    });
  });

  it('applies what a service overrides to a copy of its storage', () => {
    const [prod, dr] = configuration.services;

    expect(dr?.azureName).toBe('contoso-dr');
    expect(dr?.storage).toMatchObject({ key: 'main', access: 'user-identity', clientId: guid });
    expect(prod?.storage).toMatchObject({ access: 'system-identity', clientId: null });
    expect(configuration.storages.main).toMatchObject({
      access: 'system-identity',
      clientId: null,
    });
  });

  it('keeps the name of a variable where a secret belongs, never its value', () => {
    expect(configuration.signIns.default?.clientSecretVariable).toBe('AZURE_CLIENT_SECRET');
    expect(configuration.storages.keyed?.accessKey).toEqual({
      from: 'environment',
      variable: 'STORAGE_KEY',
    });
    expect(JSON.stringify(configuration)).not.toContain('hunter2');
  });

  it('takes files from its own folder', () => {
    expect(configuration.signIns['other-tenant']?.certificatePath).toBe(
      '/etc/lifeboat/certs/me.pem',
    );
    expect(configuration.signIns.pods?.tokenFilePath).toBe('/var/run/token');
  });

  it('sorts reminders, the longest first', () => {
    expect(configuration.remindBeforeMs).toEqual([10 * dayMs, 2 * dayMs, 12 * hourMs]);
  });

  it('keeps the order of the file', () => {
    expect(configuration.services.map((service) => service.label)).toEqual([
      'contoso-prod',
      'dr',
      'bare',
    ]);
  });

  it('knows where it came from', () => {
    expect(configuration).toMatchObject({
      path: '/etc/lifeboat/config.yaml',
      readOnly: true,
      stateGroup: 'oncall',
    });
  });
});

describe('what is left out', () => {
  it('has defaults', () => {
    const configuration = load(`services: {solo: {subscription: ${guid}, resourceGroup: rg}}`);

    expect(configuration).toMatchObject({
      ...emptyConfiguration(),
      path: '/etc/lifeboat/config.yaml',
      services: [
        { label: 'solo', storage: null, signIn: 'default', everyMs: null, environment: null },
      ],
    });
    expect(configuration.signIns.default?.method).toBe('azure-cli');
    expect(configuration.remindBeforeMs).toEqual([7 * dayMs, 3 * dayMs, dayMs]);
  });

  it('is the same as a key without a value', () => {
    expect(load('cloud:\nauths:\nservices:\nreadOnly: true')).toMatchObject({
      readOnly: true,
      cloud: publicCloud,
    });
  });
});

describe('a cloud', () => {
  it.each(['public', 'usgov', 'china'])('is %s by its name', (name) => {
    expect(load(`cloud: ${name}`).cloud.name).toBe(name);
  });

  it('of one’s own has every address, its ca file beside the configuration', () => {
    const { cloud } = load(`cloud:
  name: sandbox
  authorityHost: https://localhost:8443
  instanceDiscovery: false
  resourceManager: https://localhost:8443
  resourceManagerScope: https://management.azure.com/.default
  blobEndpoint: https://localhost:10000/{account}
  caFile: ./ca.pem
  apiVersion: 2014-02-14`);

    expect(cloud).toEqual({
      name: 'sandbox',
      authorityHost: 'https://localhost:8443',
      instanceDiscovery: false,
      resourceManager: 'https://localhost:8443',
      resourceManagerScope: 'https://management.azure.com/.default',
      blobEndpoint: 'https://localhost:10000/{account}',
      storageScope: 'https://storage.azure.com/.default',
      caFile: '/etc/lifeboat/ca.pem',
      apiVersion: '2014-02-14',
      portal: null,
    });
  });

  it('of one’s own gets a scope of its resource manager and asks nobody about itself', () => {
    const { cloud } = load(
      'cloud: {name: air, authorityHost: https://a.example, resourceManager: https://b.example/, blobEndpoint: "https://{account}.c.example"}',
    );

    expect(cloud).toMatchObject({
      resourceManagerScope: 'https://b.example/.default',
      instanceDiscovery: false,
    });
  });

  it('of Microsoft may get another api version or certificate authorities', () => {
    const { cloud } = load('cloud: {name: public, caFile: /ca.pem, apiVersion: 2022-08-01}');

    expect(cloud).toEqual({ ...publicCloud, caFile: '/ca.pem', apiVersion: '2022-08-01' });
  });

  it('of Microsoft keeps its addresses, since records are kept under its name', () => {
    expect(
      loadFailure('cloud: {name: public, resourceManager: https://elsewhere.example}'),
    ).toMatchObject([{ path: 'cloud.resourceManager', line: 1, column: 40 }]);
  });
});

describe('the environment', () => {
  it('fills what stands alone', () => {
    expect(
      load(`auth: {method: azure-cli, tenantId: "\${TENANT}"}`, { TENANT: 'contoso.com' }).signIns
        .default?.tenantId,
    ).toBe('contoso.com');
  });

  it.each([
    ['is not set', {}, 'reads TENANT from the environment, where it is not set'],
    ['is empty', { TENANT: '' }, 'reads TENANT from the environment, where it is not set'],
    [
      'does not fit',
      { TENANT: 'a b' },
      "must be a tenant's GUID or domain, such as contoso.onmicrosoft.com",
    ],
  ])('is one mistake with its place when a needed variable %s', (_how, environment, message) => {
    expect(loadFailure(`auth:\n  method: azure-cli\n  tenantId: \${TENANT}`, environment)).toEqual([
      { path: 'auth.tenantId', line: 3, column: 13, message, suggestion: null },
    ]);
  });

  it('is not asked for secrets', () => {
    const text = `auth: {method: client-secret, tenantId: contoso.com, clientId: ${guid}, clientSecret: "\${NOT_SET}"}`;

    expect(load(text).signIns.default?.clientSecretVariable).toBe('NOT_SET');
  });

  it('is not read inside a longer text', () => {
    expect(
      loadFailure(
        `services: {a: {subscription: ${guid}, resourceGroup: rg, ping: "https://x.example/\${ID}"}}`,
        { ID: 'x' },
      ),
    ).toMatchObject([
      {
        path: 'services.a.ping',
        message: `reads the environment only where \${NAME} stands alone`,
      },
    ]);
  });
});

describe('a cold start', () => {
  it('needs no file', () => {
    expect(emptyConfiguration()).toMatchObject({
      path: null,
      cloud: publicCloud,
      services: [],
      storages: {},
    });
    expect(emptyConfiguration().signIns.default?.method).toBe('azure-cli');
  });

  it('gives everybody a configuration of his own', () => {
    emptyConfiguration().services.push(...load(full).services);

    expect(emptyConfiguration().services).toEqual([]);
  });
});

it('says when it was read', () => {
  expect(
    loadConfiguration({ text: 'cloud: public', path: '/c.yaml', environment: {}, loadedAt: 5 })
      .loadedAt,
  ).toBe(5);
});
