import { isWithin, parseServiceId } from '../../arm/resource-id.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Azure, FleetEntry } from '../../ports/azure.ts';
import type { Identity } from '../../ports/sign-in.ts';
import type { AccountPlace } from '../../ports/storage-accounts.ts';
import type { FakeAnswers, Script } from './answers.ts';
import { blobPorts } from './blob-ports.ts';
import type { FakeCallName } from './calls.ts';
import { lookAt, notSeen } from './looks.ts';
import { askRun, type RunPace, startRun } from './run.ts';
import { undelete } from './undelete.ts';
import { type BlobUrl, type FakeService, settleRuns, type World } from './world.ts';

/** What the ports of one sign-in are made of. */
export type PortParts = {
  world: World;
  script: Script;
  pace: RunPace;
  now(): Instant;
  blobUrl: BlobUrl;
  identity: Identity;
};

/** Notes a call and answers it. */
export type Ask = <N extends FakeCallName>(
  name: N,
  about: string,
  args: readonly unknown[],
  perform: () => FakeAnswers[N],
) => Promise<FakeAnswers[N]>;

/** The Azure ports as one sign-in has them. */
export function portsOf(parts: PortParts, signIn: string): Azure {
  const { world, script, pace, now, identity } = parts;
  const ask: Ask = (name, about, args, perform) =>
    script.answer(name, { about, signIn, arguments: args }, () => {
      settleRuns(world, now(), parts.blobUrl);
      return perform();
    });
  const services = (): FakeService[] => [...world.services.values()];

  return {
    session: {
      remedy: 'az login',
      token: (scope, options) =>
        ask('session.token', scope, [scope, options], () => ({
          token: `token-of-${signIn}`,
          expiresAt: identity.expiresAt,
        })),
      identity: () => ask('session.identity', signIn, [], () => identity),
      login: () => ask('session.login', signIn, [], () => identity),
      logout: () => ask('session.logout', signIn, [], () => true),
    },
    apiManagement: {
      get: (resourceId) =>
        ask('apiManagement.get', resourceId, [resourceId], () =>
          lookAt(shown(world.services.get(resourceId.toLowerCase())), now()),
        ),
      list: (scope) =>
        ask('apiManagement.list', scope.subscription, [scope], () => {
          const group =
            scope.resourceGroup === undefined ? '' : `/resourceGroups/${scope.resourceGroup}`;
          const root = `/subscriptions/${scope.subscription}${group}`;
          const found = services().filter((service) => isWithin(root, service.resourceId));
          return lookAt(
            found.flatMap((service) => shown(service) ?? []),
            now(),
          );
        }),
      query: (subscriptions) =>
        ask('apiManagement.query', subscriptions.join(' '), [subscriptions], () => {
          const wanted = new Set(subscriptions.map((each) => each.toLowerCase()));
          const rows = services().map(entryOf);
          return lookAt(
            rows.filter((row) => wanted.has(row.subscription.toLowerCase())),
            now(),
          );
        }),
      start: (request) =>
        ask('apiManagement.start', request.resourceId, [request], () =>
          startRun(world, request, now(), pace),
        ),
      ask: (address) =>
        ask('apiManagement.ask', address, [address], () => askRun(world, address, now(), pace)),
      workspaces: (resourceId) =>
        ask('apiManagement.workspaces', resourceId, [resourceId], () => {
          const service = world.services.get(resourceId.toLowerCase());
          return lookAt(service && { count: service.workspaces }, now());
        }),
      listDeleted: (subscription) =>
        ask('apiManagement.listDeleted', subscription, [subscription], () => {
          const entries = [...world.deleted.values()].map(({ entry }) => entry);
          const root = `/subscriptions/${subscription}`;
          return lookAt(
            entries.filter((entry) => isWithin(root, entry.resourceId)),
            now(),
          );
        }),
      undelete: (request) =>
        ask('apiManagement.undelete', request.resourceId, [request], () =>
          undelete(world, request.resourceId, now()),
        ),
      report: (query) =>
        ask('apiManagement.report', query.resourceId, [query], () => {
          const rows = world.reports.get(`${query.resourceId.toLowerCase()}|${query.report}`) ?? [];
          const page = rows.slice(query.skip, query.skip + query.top);
          return lookAt({ rows: page, more: query.skip + page.length < rows.length }, now());
        }),
    },
    storageAccounts: {
      list: (subscription) =>
        ask('storageAccounts.list', subscription, [subscription], () => {
          const found = [...world.accounts.values()].filter(
            (each) => each.subscription === subscription,
          );
          return lookAt(
            found.map((each) => each.resource),
            now(),
          );
        }),
      get: (place) =>
        ask('storageAccounts.get', place.account, [place], () =>
          lookAt(world.accounts.get(place.account)?.resource, now()),
        ),
      containers: (place) =>
        ask('storageAccounts.containers', place.account, [place], () => {
          const start = `${place.account}/`;
          const keys = [...world.containers.keys()].filter((key) => key.startsWith(start));
          return lookAt(
            keys.map((key) => ({ name: key.slice(start.length) })),
            now(),
          );
        }),
      container: (place, container) =>
        ask('storageAccounts.container', `${place.account}/${container}`, [place, container], () =>
          world.containers.has(`${place.account}/${container}`)
            ? lookAt(
                {
                  name: container,
                  immutableDays: null,
                  legalHold: false,
                  ...world.accounts.get(place.account)?.immutable.get(container),
                },
                now(),
              )
            : notSeen('absent'),
        ),
      createContainer: (place, container) =>
        ask(
          'storageAccounts.createContainer',
          `${place.account}/${container}`,
          [place, container],
          () => {
            const key = `${place.account}/${container}`;
            if (!world.containers.has(key)) world.containers.set(key, new Map());
            return lookAt(null, now());
          },
        ),
      blobService: (place) =>
        ask('storageAccounts.blobService', place.account, [place], () => {
          const account = world.accounts.get(place.account);
          return lookAt(
            account && { corsRules: account.corsRules, versioning: account.versioning },
            now(),
          );
        }),
      lifecycle: (place) =>
        ask('storageAccounts.lifecycle', place.account, [place], () =>
          lookAt(world.accounts.get(place.account)?.lifecycle, now()),
        ),
      geoCopy: (place) =>
        ask('storageAccounts.geoCopy', place.account, [place], () =>
          lookAt(world.accounts.get(place.account)?.geoCopy, now()),
        ),
      key: (place: AccountPlace) =>
        ask('storageAccounts.key', place.account, [place], () =>
          lookAt(world.accounts.get(place.account)?.key, now()),
        ),
    },
    blobs: blobPorts(parts, ask),
    authorization: {
      permissions: (scope) =>
        ask('authorization.permissions', scope, [scope], () => lookAt(world.permissions, now())),
      roles: (scope, principalId) =>
        ask('authorization.roles', scope, [scope, principalId], () =>
          lookAt(
            world.roles.filter(
              (role) => role.principalId === principalId && isWithin(role.scope, scope),
            ),
            now(),
          ),
        ),
      locks: (scope) =>
        ask('authorization.locks', scope, [scope], () =>
          lookAt(
            world.locks.filter((lock) => isWithin(lock.scope, scope)),
            now(),
          ),
        ),
    },
    activityLog: {
      read: (query) =>
        ask('activityLog.read', query.resourceId, [query], () =>
          lookAt(
            world.events.filter(
              (event) =>
                isWithin(query.resourceId, event.resourceId) &&
                event.at >= query.from &&
                event.at <= query.to,
            ),
            now(),
          ),
        ),
    },
    subscriptions: {
      list: () => ask('subscriptions.list', '', [], () => lookAt([...world.subscriptions], now())),
      resourceGroup: (subscription, name) =>
        ask('subscriptions.resourceGroup', `${subscription}/${name}`, [subscription, name], () =>
          lookAt({ name, region: world.groups.get(name) ?? 'northeurope' }, now()),
        ),
    },
  };
}

/** A service as the port shows it: without what only a backup carries off. */
function shown(service: FakeService | undefined) {
  if (service === undefined) return undefined;
  const { configuration: _hidden, workspaces: _asked, ...resource } = service;
  return resource;
}

function entryOf(service: FakeService): FleetEntry {
  const place = parseServiceId(service.resourceId);
  return {
    resourceId: service.resourceId,
    name: service.name,
    tier: service.tier,
    region: service.region,
    subscription: place.ok ? place.subscription : '',
    resourceGroup: place.ok ? place.resourceGroup : '',
    provisioningState: service.provisioningState,
  };
}
