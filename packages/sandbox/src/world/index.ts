import type { Hono } from 'hono';
import type { AccountKeys, BlobRules, Directory, SandboxClock } from '../seams.ts';
import { seedAccounts } from './accounts.ts';
import { seedAssignments } from './assignments.ts';
import { createBlobRules } from './blob-rules.ts';
import { createWorldControl } from './control/index.ts';
import { createRegionControl } from './control/regions.ts';
import { createDirectory } from './directory.ts';
import { seedResourceGroups, seedServices, seedSubscriptions, seedTenants } from './fleet.ts';
import type { WorldState } from './model.ts';
import { seedPeople } from './people.ts';
import { seedRoles } from './roles.ts';

/** What a world starts with. */
export type WorldOptions = {
  /** Services added to rg-fleet beside the named ones, so that lists have pages. */
  extraServices: number;
};

/** The pretend Azure's state and the views of it that other rooms use. */
export type World = {
  /** Everything that exists, for the resource manager. */
  state: WorldState;
  /** Who exists, for sign-in. */
  directory: Directory;
  /** The storage accounts with the keys they accept now. */
  storageAccounts(): AccountKeys[];
  /** Decides on data-plane requests. */
  blobs: BlobRules;
  /**
   * Lets everything happen that is due by the clock: operations end, blobs get
   * written. To be awaited before blobs are served and after the clock moved.
   */
  settle(): Promise<void>;
  /** Registers work for `settle`; the resource manager does. */
  onSettle(work: () => Promise<void>): void;
  /** Routes that change the world behind Azure's back, to be mounted under `/_sandbox/world`. */
  control: Hono;
  /** Routes that take regions down and up, to be mounted under `/_sandbox/regions`. */
  regionControl: Hono;
};

/** Only the named services. */
export function defaultWorldOptions(): WorldOptions {
  return { extraServices: 0 };
}

/** Makes a world with contoso's and fabrikam's tenants in it. Nothing is shared between two worlds. */
export function createWorld(deps: {
  clock: SandboxClock;
  options: WorldOptions;
  newId: () => string;
}): World {
  const dayMs = 86_400_000;
  const longAgo = deps.clock.now() - 200 * dayMs;
  const state: WorldState = {
    tenants: seedTenants(),
    people: seedPeople(),
    subscriptions: seedSubscriptions(),
    resourceGroups: seedResourceGroups(),
    services: seedServices(longAgo, deps.options.extraServices),
    deleted: [],
    accounts: seedAccounts(longAgo),
    failovers: [],
    roles: seedRoles(),
    assignments: seedAssignments(longAgo),
    locks: [],
    outages: new Map(),
    gatewayFaults: new Map(),
    operations: [],
    events: [],
    scripted: new Map(),
    aged: new Map(),
    rolePropagationMs: 0,
    callerIp: '203.0.113.7',
  };
  const work: (() => Promise<void>)[] = [];
  const settle = async () => {
    for (const each of work) await each();
  };
  const controlDeps = { state, clock: deps.clock, newId: deps.newId };
  return {
    state,
    settle,
    onSettle: (each) => {
      work.push(each);
    },
    directory: createDirectory(state),
    storageAccounts: () =>
      state.accounts.map(({ name, keys }) => ({ account: name, keys: [...keys] })),
    blobs: createBlobRules(state, deps.clock),
    control: createWorldControl(controlDeps),
    regionControl: createRegionControl({ ...controlDeps, settle }),
  };
}
