import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { mountArm } from './arm/index.ts';
import { armOptionsOf } from './arm-options.ts';
import { advanceThrough } from './clock/advance.ts';
import { createClock, type MovableClock } from './clock/clock.ts';
import { configurationYaml } from './config.ts';
import { createControlClient, type SandboxControl } from './control/client.ts';
import { createJournal } from './control/journal.ts';
import { createControl } from './control/routes.ts';
import { federatedToken } from './entra/control.ts';
import { createSignInRoom } from './entra/index.ts';
import { createFaultScript } from './faults/script.ts';
import { type Front, type Listener, listen } from './fronts/listen.ts';
import { observe } from './fronts/observe.ts';
import { createGatewayFront } from './gateway/front.ts';
import { createMachineControl } from './identity-endpoints/control.ts';
import { createIdentityEndpoints } from './identity-endpoints/routes.ts';
import { createIds } from './ids.ts';
import { type SandboxOptions, type SandboxOptionsInput, sandboxOptionsSchema } from './options.ts';
import { openStateDir } from './state-dir.ts';
import { openStorage } from './storage/index.ts';
import { applicationOf, dueTimes, keepUp, machineOf } from './tend.ts';
import { createWorld } from './world/index.ts';

/** A running pretend Azure. */
export type Sandbox = {
  /** Sign-in, resource manager and control: `https://localhost:PORT`. */
  origin: string;
  /** Blob storage, with `{account}` to be replaced: `https://localhost:PORT/{account}`. */
  blobEndpoint: string;
  /** The identity endpoints of a machine in Azure: `http://127.0.0.1:PORT`. */
  imdsOrigin: string;
  /** The gateways of all services: `https://localhost:PORT`, then `/{service}` or `/{service}/{region}`. */
  gatewayOrigin: string;
  /** The CA to trust, as a PEM file. */
  caFile: string;
  /** Where its files are; removed at close unless it was given. */
  stateDir: string;
  clock: MovableClock;
  /** A configuration for Lifeboat, as YAML; also in `configFile`. */
  configYaml: string;
  configFile: string;
  /** The environment variables that go with the configuration, its secret among them. */
  environment: Record<string, string>;
  /** Environment variables by which clients find App Service's identity endpoint. */
  appServiceEnvironment: Record<string, string>;
  /** Environment variables of a workload with a federated token. */
  workloadEnvironment: Record<string, string>;
  /** The control endpoint as functions. */
  control: SandboxControl;
  /** Stops everything that was started and removes its own folder. */
  close(): Promise<void>;
};

/**
 * Starts a pretend Azure on loopback, in under three seconds.
 *
 * Effects: four listeners on 127.0.0.1, a child process for storage, files in
 * the state folder. Errors: ZodError for options that are not valid, the
 * system's error for a port that is taken; then nothing stays behind.
 */
export async function startSandbox(input: SandboxOptionsInput = {}): Promise<Sandbox> {
  const options = sandboxOptionsSchema.parse(input);
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const each of closers.splice(0).reverse()) await each();
  };
  try {
    return await open(options, closers, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(
  options: SandboxOptions,
  closers: (() => Promise<void>)[],
  close: () => Promise<void>,
): Promise<Sandbox> {
  const clock = createClock({
    startMs: options.start === undefined ? null : Date.parse(options.start),
    rate: options.rate,
    realNow: Date.now,
  });
  const newId = createIds(options.seed);
  const world = createWorld({ clock, newId, options: { extraServices: options.extraServices } });
  const files = await openStateDir(options.stateDir, clock.realNow());
  closers.push(() => files.close());
  const ports = { main: 0, storage: 0, identity: 0, gateway: 0 };
  const origin = () => `https://localhost:${ports.main}`;

  const [storage, signIn] = await Promise.all([
    openStorage({ clock, accounts: () => world.storageAccounts(), ...files }),
    createSignInRoom({ clock, directory: world.directory, options, newId, origin }),
  ]);
  closers.push(() => storage.close());

  const journal = createJournal();
  const faults = createFaultScript();
  const armOptions = armOptionsOf(options);
  let machine = machineOf(world);
  const place = () => ({
    origin: origin(),
    blobEndpoint: `https://localhost:${ports.storage}/{account}`,
    imdsOrigin: `http://127.0.0.1:${ports.identity}`,
    gatewayOrigin: `https://localhost:${ports.gateway}`,
    caFile: files.caFile,
    stateDir: files.stateDir,
  });
  const control = createControl({
    clock,
    options,
    faults,
    journal,
    describe: place,
    advance: (ms) =>
      advanceThrough({ clock, ms, dueTimes: () => dueTimes(world), settle: () => world.settle() }),
    change(change) {
      Object.assign(options, change);
      Object.assign(armOptions, armOptionsOf(options));
    },
    rooms: {
      '/entra': signIn.control,
      '/world': world.control,
      '/regions': world.regionControl,
      '/identity': createMachineControl({
        find: (name) => world.directory.find('common', name),
        change: (next) => {
          machine = next;
        },
      }),
    },
  });
  const arm = mountArm({
    clock,
    world,
    inspector: signIn.inspector,
    vault: storage.vault,
    options: armOptions,
    newId,
    origin,
    blobEndpoint: (account) => `https://localhost:${ports.storage}/${account}/`,
    gatewayUrl: (service, region) =>
      [`https://localhost:${ports.gateway}`, service, region ?? []].flat().join('/'),
  });
  // Makes the containers that the world starts with.
  await world.settle();
  const main = new Hono({ strict: false })
    .route('/_sandbox', control)
    .route('/', signIn.routes)
    .all('*', (c) => arm.fetch(c.req.raw));
  const identityHeader = newId();
  const identity = createIdentityEndpoints({
    signIn: signIn.context,
    machine: () => machine,
    identityHeader,
  });
  const blobs = storage.front({
    rules: world.blobs,
    inspector: signIn.inspector,
    newId,
    settle: () => world.settle(),
    authority: () => `${origin()}/${world.directory.tenants()[0]?.id ?? 'common'}`,
  });

  const gateways = createGatewayFront({ state: world.state, settle: () => world.settle() });

  const serve = async (front: keyof typeof ports, port: number, exchange: Front) => {
    const listener: Listener = await listen({
      exchange: observe({ front, journal, faults, clock, exchange }),
      port,
      tls: front === 'identity' ? null : files,
    });
    closers.push(() => listener.close());
    ports[front] = listener.port;
  };
  await Promise.all([
    serve('main', options.port, (request, wire) => main.fetch(request, wire)),
    serve('storage', options.blobPort, blobs),
    serve('identity', options.identityPort, (request, wire) => identity.fetch(request, wire)),
    serve('gateway', options.gatewayPort, gateways),
  ]);
  closers.push(keepUp(world));

  const tokenFile = join(files.stateDir, 'federated-token');
  const [issuer = '', subject = ''] = applicationOf(world)?.federated[0]?.split('|') ?? [];
  const workload = { issuer, subject, audience: 'api://AzureADTokenExchange' };
  const token = await federatedToken(signIn.context, { ...workload, lifeSeconds: 30 * 86_400 });
  await writeFile(tokenFile, token, { mode: 0o600 });
  const configYaml = configurationYaml(world, place());
  const configFile = join(files.stateDir, 'config.yaml');
  await writeFile(configFile, configYaml, { mode: 0o600 });
  return {
    ...place(),
    clock,
    configYaml,
    configFile,
    environment: {
      LIFEBOAT_CONFIG: configFile,
      LIFEBOAT_STATE_DIR: join(files.stateDir, 'lifeboat'),
      AZURE_CLIENT_SECRET: applicationOf(world)?.secrets[0] ?? '',
      AZURE_POD_IDENTITY_AUTHORITY_HOST: place().imdsOrigin,
    },
    appServiceEnvironment: {
      IDENTITY_ENDPOINT: `${place().imdsOrigin}/msi/token`,
      IDENTITY_HEADER: identityHeader,
    },
    workloadEnvironment: {
      AZURE_AUTHORITY_HOST: origin(),
      AZURE_TENANT_ID: applicationOf(world)?.tenantId ?? '',
      AZURE_CLIENT_ID: applicationOf(world)?.clientId ?? '',
      AZURE_FEDERATED_TOKEN_FILE: tokenFile,
    },
    control: createControlClient(async (method, path, body) =>
      control.request(path, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    ),
    close,
  };
}
