import type { Hono } from 'hono';
import { z } from 'zod';
import { readBody, refuse } from '../../control/body.ts';
import { isGeoRedundant } from '../replication.ts';
import { type StorageAccount, storageSkus } from '../storage-model.ts';
import { accountOf, type ControlDeps, unknown } from './deps.ts';

const days = z.number().int().min(1).nullable();

const accountChange = z.strictObject({
  defaultAction: z.enum(['Allow', 'Deny']).optional(),
  bypass: z.string().optional(),
  ipRules: z.array(z.string()).optional(),
  virtualNetworkRules: z.array(z.string()).optional(),
  resourceAccessRules: z
    .array(z.strictObject({ tenantId: z.string(), resourceId: z.string() }))
    .optional(),
  publicNetworkAccess: z.enum(['Enabled', 'Disabled', 'SecuredByPerimeter']).optional(),
  allowSharedKeyAccess: z.boolean().optional(),
  corsRules: z.array(z.record(z.string(), z.unknown())).optional(),
  isVersioningEnabled: z.boolean().optional(),
  softDeleteDays: z.strictObject({ blobs: days, containers: days }).optional(),
  sku: z.enum(storageSkus).optional(),
  secondaryLocation: z.string().nullable().optional(),
});

const replicationChange = z.strictObject({
  status: z.enum(['Live', 'Bootstrap', 'Unavailable']).optional(),
  lagSeconds: z.number().min(0).optional(),
  /** ISO 8601: stops the copying there; null lets it follow the clock again. */
  lastSyncTime: z.iso.datetime({ offset: true }).nullable().optional(),
});

const containerChange = z.strictObject({
  immutableDays: days.optional(),
  legalHolds: z.array(z.string().min(1)).optional(),
  publicAccess: z.enum(['None', 'Blob', 'Container']).optional(),
});

const lifecycle = z.strictObject({ rules: z.array(z.record(z.string(), z.unknown())) });

const ageing = z.strictObject({
  account: z.string(),
  container: z.string(),
  name: z.string(),
  /** How much older the backup becomes; 31 days unless said otherwise. */
  days: z.number().min(0).default(31),
});

/** A change of a storage account; what is left out stays. */
export type AccountChange = z.input<typeof accountChange>;
/** A change of what copying to the second region has come to. */
export type ReplicationChange = z.input<typeof replicationChange>;
/** A change of a container's rules. */
export type ContainerChange = z.input<typeof containerChange>;

/** Storage accounts: who gets in, where they are copied, what keeps or ages their blobs. */
export function storageControl(app: Hono, deps: ControlDeps): void {
  const { state, clock } = deps;

  app.get('/accounts', (c) =>
    c.json({ accounts: state.accounts.map(({ keys: _, ...rest }) => rest) }),
  );

  app.patch('/accounts/:account', async (c) => {
    const account = accountOf(c, state);
    if (account === null) return unknown(c, 'storage account');
    const body = await readBody(c, accountChange);
    if (!body.ok) return body.response;
    const problem = changeAccount(account, body.value);
    if (problem !== null) return refuse(c, problem);
    const { keys: _, ...shown } = account;
    return c.json(shown);
  });

  app.patch('/accounts/:account/replication', async (c) => {
    const account = accountOf(c, state);
    if (account === null) return unknown(c, 'storage account');
    const body = await readBody(c, replicationChange);
    if (!body.ok) return body.response;
    const { status, lagSeconds, lastSyncTime } = body.value;
    const { replication } = account;
    replication.status = status ?? replication.status;
    replication.lagMs = lagSeconds === undefined ? replication.lagMs : lagSeconds * 1000;
    if (lastSyncTime !== undefined)
      replication.lastSync = lastSyncTime === null ? null : Date.parse(lastSyncTime);
    return c.json(replication);
  });

  app.put('/accounts/:account/lifecycle', async (c) => {
    const account = accountOf(c, state);
    if (account === null) return unknown(c, 'storage account');
    const body = await readBody(c, lifecycle);
    if (!body.ok) return body.response;
    account.lifecycle = { rules: body.value.rules, changedAt: clock.now() };
    return c.json(account.lifecycle);
  });

  app.delete('/accounts/:account/lifecycle', (c) => {
    const account = accountOf(c, state);
    if (account === null) return unknown(c, 'storage account');
    account.lifecycle = null;
    return c.json({ rules: [] });
  });

  app.patch('/accounts/:account/containers/:container', async (c) => {
    const account = accountOf(c, state);
    const container = account?.containers.find((each) => each.name === c.req.param('container'));
    if (container === undefined) return unknown(c, 'container');
    const body = await readBody(c, containerChange);
    if (!body.ok) return body.response;
    Object.assign(container, withoutUndefined(body.value));
    return c.json(container);
  });

  app.post('/backups/age', async (c) => {
    const body = await readBody(c, ageing);
    if (!body.ok) return body.response;
    const { account, container, name, days } = body.value;
    const key = `${account}/${container}/${name}`.toLowerCase();
    const ageMs = (state.aged.get(key) ?? 0) + days * 86_400_000;
    state.aged.set(key, ageMs);
    return c.json({ olderByDays: ageMs / 86_400_000 });
  });
}

/** Changes what is given; says why it does not fit together instead of changing anything. */
function changeAccount(
  account: StorageAccount,
  wanted: z.output<typeof accountChange>,
): string | null {
  const { defaultAction, bypass, ipRules, virtualNetworkRules, resourceAccessRules, ...own } =
    wanted;
  const sku = own.sku ?? account.sku;
  const second =
    own.secondaryLocation === undefined ? account.secondaryLocation : own.secondaryLocation;
  if (isGeoRedundant(sku) && second === null) return `${sku} needs a secondaryLocation.`;
  if (!isGeoRedundant(sku) && own.secondaryLocation != null)
    return `${sku} has no secondaryLocation.`;
  const rules = { defaultAction, bypass, ipRules, virtualNetworkRules, resourceAccessRules };
  Object.assign(account.networkAcls, withoutUndefined(rules));
  Object.assign(account, withoutUndefined(own));
  account.secondaryLocation = isGeoRedundant(sku) ? second : null;
  return null;
}

function withoutUndefined(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
