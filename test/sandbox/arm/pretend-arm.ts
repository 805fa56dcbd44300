import {
  type ArmOptions,
  defaultArmOptions,
  mountArm,
} from '../../../packages/sandbox/src/arm/index.ts';
import type {
  BlobVault,
  SandboxClock,
  TokenInspector,
} from '../../../packages/sandbox/src/seams.ts';
import {
  createWorld,
  defaultWorldOptions,
  type World,
  type WorldOptions,
} from '../../../packages/sandbox/src/world/index.ts';
import { subscriptionId } from '../../../packages/sandbox/src/world/seed-ids.ts';

/** Blobs in memory, by `account/container/name`. */
export type MemoryVault = BlobVault & { blobs: Map<string, Uint8Array>; containers: Set<string> };

/** Everything a test of the resource manager touches. */
export type PretendArm = {
  world: World;
  options: ArmOptions;
  clock: SandboxClock;
  vault: MemoryVault;
  /** Sends a request as `ana` unless another name is given. */
  send(method: string, path: string, more?: SendOptions): Promise<Response>;
};

export type SendOptions = {
  as?: string;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

export const origin = 'https://localhost:8443';
export const start = Date.parse('2026-11-23T09:00:00Z');

/** A resource manager on a manual clock; the bearer token is simply the caller's name. */
export function pretendArm(
  options: Partial<ArmOptions> = {},
  worldOptions: Partial<WorldOptions> = {},
): PretendArm {
  const clock = manualClock();
  const ids = { next: 0 };
  const newId = (): string => {
    ids.next += 1;
    return `${ids.next.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
  };
  const world = createWorld({
    clock,
    newId,
    options: { ...defaultWorldOptions(), ...worldOptions },
  });
  const vault = memoryVault(clock);
  const armOptions = { ...defaultArmOptions(), ...options };
  const inspector = namedInspector(world, clock);
  const app = mountArm({
    clock,
    world,
    inspector,
    vault,
    options: armOptions,
    newId,
    origin: () => origin,
  });
  const send = async (method: string, path: string, more: SendOptions = {}): Promise<Response> =>
    app.request(path.startsWith('https:') ? path : `${origin}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${more.as ?? 'ana@contoso.com'}`,
        ...(more.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...more.headers,
      },
      ...(more.body === undefined ? {} : { body: JSON.stringify(more.body) }),
      ...(more.signal === undefined ? {} : { signal: more.signal }),
    });
  return { world, options: armOptions, clock, vault, send };
}

/** The path of a contoso service with an api-version, such as `svc('contoso-prod', '/backup')`. */
export function svc(name: string, below = '', version = '2024-05-01'): string {
  const groups: Record<string, [number, string]> = {
    'contoso-prod': [1, 'rg-prod'],
    'contoso-dr': [1, 'rg-dr'],
    'contoso-pay': [1, 'rg-pay'],
    'contoso-eu': [1, 'rg-eu'],
    'fabrikam-apim': [3, 'rg-fabrikam'],
  };
  const [subscription, group] = groups[name] ?? [2, 'rg-platform'];
  const mark = below.includes('?') ? '&' : '?';
  return `/subscriptions/${subscriptionId(subscription)}/resourceGroups/${group}/providers/Microsoft.ApiManagement/service/${name}${below}${mark}api-version=${version}`;
}

/** A backup or restore body for the open account, with the service's own identity. */
export function identityBody(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    storageAccount: 'stcontosodr',
    containerName: 'apim-backups',
    backupName: 'one.apimbackup',
    accessType: 'SystemAssignedManagedIdentity',
    ...more,
  };
}

/** The JSON of an answer, as a record. */
export async function json(response: Response): Promise<Record<string, unknown>> {
  return (await response.json()) as Record<string, unknown>;
}

/** Code and message of an error answer. */
export async function azureError(
  response: Response,
): Promise<{ status: number; code: unknown; message: unknown }> {
  const body = (await response.json()) as { error: { code: unknown; message: unknown } };
  return { status: response.status, code: body.error.code, message: body.error.message };
}

/** Starts a backup or restore and moves the clock to its end; gives the last answer of its Location. */
export async function runToEnd(
  arm: PretendArm,
  kind: 'backup' | 'restore',
  service: string,
  body: Record<string, unknown> = identityBody(),
): Promise<Response> {
  const accepted = await arm.send('POST', svc(service, `/${kind}`), { body });
  if (accepted.status !== 202) return accepted;
  arm.clock.advance(Math.max(arm.options.backupMs, arm.options.restoreMs));
  return arm.send('GET', accepted.headers.get('location') ?? '');
}

function manualClock(): SandboxClock {
  let now = start;
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
    rate: () => 1,
  };
}

function memoryVault(clock: SandboxClock): MemoryVault {
  const blobs = new Map<string, Uint8Array>();
  const times = new Map<string, number>();
  const containers = new Set<string>();
  const within = (account: string, container: string) =>
    [...blobs.keys()].filter((key) => key.startsWith(`${account}/${container}/`));
  const timeOf = (key: string) => times.get(key) ?? 0;
  return {
    blobs,
    containers,
    createContainer: async (account, container) => {
      containers.add(`${account}/${container}`);
    },
    containerExists: async (account, container) => containers.has(`${account}/${container}`),
    exists: async (account, container, name) => blobs.has(`${account}/${container}/${name}`),
    write: async (account, container, name, bytes) => {
      blobs.set(`${account}/${container}/${name}`, bytes);
      times.set(`${account}/${container}/${name}`, clock.now());
    },
    read: async (account, container, name) => blobs.get(`${account}/${container}/${name}`) ?? null,
    listContainers: async (account) =>
      [...containers]
        .filter((each) => each.startsWith(`${account}/`))
        .map((each) => each.slice(account.length + 1)),
    list: async (account, container) =>
      within(account, container).map((key) => ({
        name: key.slice(account.length + container.length + 2),
        createdAt: timeOf(key),
      })),
    createdAt: async (account, container, name) => {
      const key = `${account}/${container}/${name}`;
      return blobs.has(key) ? timeOf(key) : null;
    },
    remove: async (account, container, name) => {
      blobs.delete(`${account}/${container}/${name}`);
    },
  };
}

function namedInspector(world: World, clock: SandboxClock): TokenInspector {
  return {
    inspect: async (authorization, audiences) => {
      const name = authorization?.replace(/^Bearer /, '') ?? '';
      const principal = world.directory.find('common', name);
      if (principal !== null) {
        const issuedAt = clock.now();
        return {
          ok: true,
          principal,
          audience: audiences[0] ?? '',
          issuedAt,
          expiresAt: issuedAt + 3_600_000,
          claims: {},
        };
      }
      return {
        ok: false,
        code: authorization === null ? 'AuthenticationFailed' : 'InvalidAuthenticationToken',
        message: 'The access token is invalid.',
        claimsChallenge:
          name === 'challenged' ? '{"access_token":{"nbf":{"essential":true}}}' : null,
      };
    },
  };
}
