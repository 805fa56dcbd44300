import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ConfigurationModel,
  configurationText,
} from '../../../packages/core/src/config/configuration-text.ts';
import { emptyConfiguration } from '../../../packages/core/src/config/load-configuration.ts';
import { signInMethods } from '../../../packages/core/src/config/schema/sign-in.ts';
import type { Person } from '../../../packages/core/src/domain/approval.ts';
import { cloudByName, cloudNames, publicCloud } from '../../../packages/core/src/domain/clouds.ts';
import {
  type Cloud,
  type Configuration,
  type Service,
  type SignIn,
  type SlackChannel,
  type Storage,
  serviceId,
} from '../../../packages/core/src/domain/configuration.ts';
import type { EventKind } from '../../../packages/core/src/domain/notice.ts';
import { full, guid, load, path } from './load.ts';

const where = { path, schemaAddress: null };
const model = ({ path: _path, loadedAt: _loadedAt, ...rest }: Configuration): ConfigurationModel =>
  rest;

describe('a written configuration', () => {
  it('is short, commented, and names its schema', () => {
    const written = configurationText(
      model(
        load(
          `storage: {main: {account: stcontoso, container: backups}}\nservices: {contoso: {subscription: ${guid}, resourceGroup: rg, storage: main, every: 24h}}`,
        ),
      ),
      { path, schemaAddress: './lifeboat.schema.json' },
    );

    expect(written).toBe(`# yaml-language-server: $schema=./lifeboat.schema.json
# Which Azure: public, usgov, china, or a block for a cloud of your own.
cloud: public

# How Lifeboat signs in. azure-cli uses the sign-in of \`az login\`.
auth:
  method: azure-cli

# Where backups go, and how a service gets in.
storage:
  main:
    account: stcontoso
    container: backups
    access: system-identity

# The services to keep safe. \`every\` is how old the newest backup may become.
services:
  contoso:
    subscription: ${guid}
    resourceGroup: rg
    storage: main
    every: 1d
`);
  });

  it('of a full one loads back to the same', () => {
    const before = load(full);

    expect(load(configurationText(model(before), where))).toEqual(before);
  });

  it('of an empty one loads back to the same', () => {
    expect(load(configurationText(model(emptyConfiguration()), where))).toEqual({
      ...emptyConfiguration(),
      path,
    });
  });

  it('brings along a storage that only a service knows', () => {
    const known = load(full);
    const written = configurationText({ ...model(known), storages: {} }, where);

    expect(load(written).services[0]?.storage).toEqual(known.storages.main);
  });
});

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9._-]{0,20}$/);
const azureName = fc.stringMatching(/^[a-zA-Z](?:[a-zA-Z0-9-]{0,20}[a-zA-Z0-9])$/);
const someGuid = fc.uuid();
// Made once: an arbitrary of a pattern takes milliseconds to make.
const accountName = fc.stringMatching(/^[a-z0-9]{3,24}$/);
const containerName = fc.stringMatching(/^[a-z0-9]{3,10}(?:-[a-z0-9]{1,10}){0,2}$/);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const variable = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,12}$/);
const file = fc
  .stringMatching(/^\/[a-z]{1,6}(?:\/[a-z ]{1,5}[a-z]){0,3}$/)
  .filter((each) => !each.includes('/ '));
const uniqueNames = (least: number, most: number) =>
  fc.uniqueArray(name, {
    minLength: least,
    maxLength: most,
    selector: (each) => each.toLowerCase(),
  });

const signIn = (key: string): fc.Arbitrary<SignIn> =>
  fc.record({
    name: fc.constant(key),
    method: fc.constantFrom(...signInMethods),
    // Those that some method needs are always given.
    tenantId: fc.oneof(someGuid, fc.constant('contoso.onmicrosoft.com')),
    clientId: someGuid,
    redirectUri: maybe(fc.constantFrom('http://localhost:8400', 'https://login.example/native')),
    clientSecretVariable: variable,
    certificatePath: file,
    tokenFilePath: maybe(file),
  });

const storage = (key: string): fc.Arbitrary<Storage> =>
  fc.record({
    key: fc.constant(key),
    account: accountName,
    container: containerName,
    access: fc.constantFrom(
      'system-identity' as const,
      'user-identity' as const,
      'access-key' as const,
    ),
    clientId: someGuid,
    accessKey: fc.oneof(
      fc.constant({ from: 'azure' as const }),
      variable.map((each) => ({ from: 'environment' as const, variable: each })),
    ),
    subscription: maybe(someGuid),
    resourceGroup: maybe(fc.constantFrom('rg', 'Rg_(1).x')),
  });

const ownCloud: fc.Arbitrary<Cloud> = fc.record({
  name: fc.constantFrom('sandbox', 'stack.one'),
  authorityHost: fc.constantFrom('https://localhost:8443', 'https://sts.example/adfs'),
  instanceDiscovery: fc.boolean(),
  resourceManager: fc.constant('https://localhost:8443'),
  resourceManagerScope: fc.constant('https://management.azure.com/.default'),
  blobEndpoint: fc.constant('https://localhost:10000/{account}'),
  storageScope: fc.constant('https://storage.azure.com/.default'),
  caFile: maybe(file),
  apiVersion: fc.constantFrom('2024-05-01', '2014-02-14', '2025-03-01-preview'),
  portal: maybe(fc.constant('https://portal.example')),
});
const someCloud: fc.Arbitrary<Cloud> = fc.oneof(
  fc.constantFrom(...cloudNames).map((each) => cloudByName(each) ?? publicCloud),
  fc
    .record({
      name: fc.constantFrom(...cloudNames),
      caFile: file,
      apiVersion: fc.constant('2022-08-01'),
    })
    .map(({ name: known, ...rest }) => ({ ...(cloudByName(known) ?? publicCloud), ...rest })),
  ownCloud,
);

const secondsMs = fc.integer({ min: 1, max: 400_000 }).map((seconds) => seconds * 1000);

const anyModel: fc.Arbitrary<ConfigurationModel> = fc
  .record({
    cloud: someCloud,
    labels: uniqueNames(0, 4),
    storageKeys: uniqueNames(0, 3),
    signIns: uniqueNames(0, 2),
  })
  .map((each) => ({
    ...each,
    signIns: each.signIns.filter((key) => key.toLowerCase() !== 'default'),
  }))
  .chain(({ cloud, labels, storageKeys, signIns }) =>
    fc
      .record({
        readOnly: fc.boolean(),
        stateGroup: maybe(fc.constantFrom('oncall', 'x y: #z', "it's")),
        signIns: fc.tuple(signIn('default'), ...signIns.map(signIn)),
        storages: fc.tuple(...storageKeys.map(storage)),
        remindBeforeMs: fc
          .uniqueArray(fc.integer({ min: 1, max: 720 }), { maxLength: 4 })
          .map((hours) => hours.sort((a, b) => b - a).map((each) => each * 3_600_000)),
        watch: fc.record({
          signIn: maybe(fc.constantFrom('default', ...signIns)),
          concurrency: fc.integer({ min: 1, max: 64 }),
          metricsPort: maybe(fc.integer({ min: 1, max: 65_535 })),
        }),
        webhooks: fc.uniqueArray(
          fc.record({
            url: fc.constantFrom('https://hooks.contoso.example/a', 'https://h.example/b?x=1'),
            secretVariable: maybe(fc.constant('HOOK_SECRET')),
            events: maybe(fc.constantFrom<EventKind[]>(['failure', 'expiry'], ['late'])),
          }),
          { maxLength: 3, selector: ({ url }) => url },
        ),
        people: fc.constantFrom<Person[]>(
          [],
          [
            { name: 'ana', azure: guid, slack: null },
            { name: 'raj', azure: null, slack: 'U0BBB' },
          ],
        ),
        slack: fc.option(
          fc.record({
            transport: fc.constantFrom('socket' as const, 'http' as const),
            port: fc.integer({ min: 1, max: 65_535 }),
            apiUrl: fc.constantFrom('https://slack.com/api/', 'https://slack-gov.com/api/'),
            signIn: fc.constant(null),
            restoreSignIn: fc.constant(null),
            channels: fc.constantFrom<SlackChannel[]>(
              [],
              [{ id: 'C0123456', services: null, events: ['failure'], timeZone: 'UTC' }],
              [{ id: 'G0123456', services: null, events: null, timeZone: 'Europe/Rome' }],
            ),
            roles: fc.record({
              viewer: fc.constantFrom<string[]>([], ['*']),
              operator: fc.constantFrom<string[]>([], ['S0AAA', 'U0CCC']),
              approver: fc.constantFrom<string[]>([], ['U0BBB']),
            }),
            restore: fc.boolean(),
          }),
          { nil: null },
        ),
        // Which environments want one hangs on the services: the full file above has it.
        approvals: fc.record({
          environments: fc.constant({}),
          by: fc.constant<string[]>([]),
          lastMs: secondsMs.map((ms) => 60_000 + ms),
        }),
      })
      .chain((parts) =>
        fc
          .tuple(
            ...labels.map((label, index) =>
              service(label, index, cloud, labels, parts.storages, signIns),
            ),
          )
          .map(
            (services): ConfigurationModel => ({
              ...parts,
              cloud,
              services,
              signIns: Object.fromEntries(parts.signIns.map((each) => [each.name, each])),
              storages: Object.fromEntries(parts.storages.map((each) => [each.key, each])),
            }),
          ),
      ),
  );

function service(
  label: string,
  index: number,
  cloud: Cloud,
  labels: string[],
  storages: Storage[],
  signIns: string[],
): fc.Arbitrary<Service> {
  const others = labels.filter((each) => each !== label);
  const override =
    storages.length === 0
      ? fc.constant(null)
      : maybe(
          fc
            .tuple(
              fc.constantFrom(...storages),
              storage('x'),
              fc.boolean(),
              fc.boolean(),
              fc.boolean(),
            )
            .map(
              ([base, other, access, client, key]): Storage => ({
                ...base,
                ...(access ? { access: other.access } : {}),
                ...(client ? { clientId: other.clientId } : {}),
                ...(key ? { accessKey: other.accessKey } : {}),
              }),
            ),
        );
  return fc
    .record({
      subscription: someGuid,
      resourceGroup: fc.constantFrom('rg', 'Rg-Prod'),
      azureName,
      environment: maybe(fc.constantFrom('production', 'staging')),
      storage: override,
      signIn: fc.constantFrom('default', ...signIns),
      everyMs: maybe(secondsMs),
      schedule: maybe(fc.constantFrom('* * * * *', '*/1 * * * *')),
      keepMs: maybe(secondsMs),
      standby: others.length === 0 ? fc.constant(null) : maybe(fc.constantFrom(...others)),
      ping: maybe(fc.constantFrom('https://ping.example/abc?x=1#y', 'http://localhost:9')),
    })
    .map((each): Service => {
      // A schedule of each minute keeps any age from 55 s on.
      const schedule = each.everyMs !== null && each.everyMs < 60_000 ? null : each.schedule;
      // A number at the end keeps the ids of two services apart.
      const own = `${each.azureName}${index}`;
      const resourceId = `/subscriptions/${each.subscription}/resourceGroups/${each.resourceGroup}/providers/Microsoft.ApiManagement/service/${own}`;
      return {
        ...each,
        schedule,
        label,
        azureName: own,
        resourceId,
        id: serviceId(cloud.name, resourceId),
        cloud: cloud.name,
        configured: true,
      };
    });
}

describe('any configuration', () => {
  it('loads back to the same from the text it was written to', () => {
    fc.assert(
      fc.property(anyModel, (before) => {
        const {
          path: _path,
          loadedAt: _loadedAt,
          ...after
        } = load(configurationText(before, where));

        expect(after).toEqual(before);
        expect(Object.keys(after.storages)).toEqual(Object.keys(before.storages));
      }),
      { numRuns: 1000 },
    );
  }, 120_000);
});
