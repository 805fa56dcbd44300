import type { Hono } from 'hono';
import { z } from 'zod';
import { readBody } from '../../control/body.ts';
import { accountOf, type ControlDeps, unknown } from './deps.ts';

const accountChange = z.strictObject({
  defaultAction: z.enum(['Allow', 'Deny']).optional(),
  bypass: z.string().optional(),
  ipRules: z.array(z.string()).optional(),
  resourceAccessRules: z
    .array(z.strictObject({ tenantId: z.string(), resourceId: z.string() }))
    .optional(),
  publicNetworkAccess: z.enum(['Enabled', 'Disabled', 'SecuredByPerimeter']).optional(),
  allowSharedKeyAccess: z.boolean().optional(),
  corsRules: z.array(z.record(z.string(), z.unknown())).optional(),
});

const ageing = z.strictObject({
  account: z.string(),
  container: z.string(),
  name: z.string(),
  /** How much older the backup becomes; 31 days unless said otherwise. */
  days: z.number().min(0).default(31),
});

/** Storage accounts' rules, and the age of backups. */
export function storageControl(app: Hono, deps: ControlDeps): void {
  const { state } = deps;

  app.get('/accounts', (c) =>
    c.json({ accounts: state.accounts.map(({ keys: _, ...rest }) => rest) }),
  );

  app.patch('/accounts/:account', async (c) => {
    const account = accountOf(c, state);
    if (account === null) return unknown(c, 'storage account');
    const body = await readBody(c, accountChange);
    if (!body.ok) return body.response;
    const { publicNetworkAccess, allowSharedKeyAccess, corsRules, ...rules } = body.value;
    const given = Object.entries(rules).filter(([, value]) => value !== undefined);
    Object.assign(account.networkAcls, Object.fromEntries(given));
    account.publicNetworkAccess = publicNetworkAccess ?? account.publicNetworkAccess;
    account.allowSharedKeyAccess = allowSharedKeyAccess ?? account.allowSharedKeyAccess;
    account.corsRules = corsRules ?? account.corsRules;
    const { keys: _, ...shown } = account;
    return c.json(shown);
  });

  app.patch('/accounts/:account/containers/:container', async (c) => {
    const account = accountOf(c, state);
    const container = account?.containers.find((each) => each.name === c.req.param('container'));
    if (container === undefined) return unknown(c, 'container');
    const schema = z.strictObject({ immutableDays: z.number().int().min(1).nullable() });
    const body = await readBody(c, schema);
    if (!body.ok) return body.response;
    container.immutableDays = body.value.immutableDays;
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
