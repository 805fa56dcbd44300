import type { Hono } from 'hono';
import { z } from 'zod';
import { readBody } from '../../control/body.ts';
import { sameId } from '../resource-id.ts';
import { type ControlDeps, unknown } from './deps.ts';

const grant = z.strictObject({
  /** Object id, client id, user principal name, or display name. */
  principal: z.string(),
  /** Name or id of a role. */
  role: z.string(),
  scope: z.string(),
});

const patterns = z.array(z.string()).default([]);

const definition = z.strictObject({
  name: z.string().min(1),
  actions: patterns,
  notActions: patterns,
  dataActions: patterns,
  notDataActions: patterns,
});

const lock = z.strictObject({
  name: z.string(),
  scope: z.string(),
  level: z.enum(['CanNotDelete', 'ReadOnly']).default('CanNotDelete'),
  notes: z.string().exactOptional(),
});

const settings = z.strictObject({
  rolePropagationSeconds: z.number().min(0).optional(),
  callerIp: z.string().optional(),
});

/** Role assignments, locks, and the world's own settings. */
export function rightsControl(app: Hono, deps: ControlDeps): void {
  const { state, clock } = deps;

  app.get('/roles', (c) => c.json({ roles: state.roles, assignments: state.assignments }));

  /** A custom role, to be assigned by its name. */
  app.post('/roles/definitions', async (c) => {
    const body = await readBody(c, definition);
    if (!body.ok) return body.response;
    const role = { id: deps.newId(), builtIn: false, ...body.value };
    state.roles.push(role);
    return c.json(role, 201);
  });

  app.post('/roles', async (c) => {
    const body = await readBody(c, grant);
    if (!body.ok) return body.response;
    const found = named(deps, body.value);
    if (found === null) return unknown(c, 'principal or role');
    const assignment = {
      id: deps.newId(),
      ...found,
      scope: body.value.scope,
      createdAt: clock.now(),
    };
    state.assignments.push(assignment);
    return c.json(assignment, 201);
  });

  /** Takes away every assignment that fits what is given; a scope alone clears that scope. */
  app.delete('/roles', async (c) => {
    const some = grant.partial().refine((given) => Object.keys(given).length > 0, 'name something');
    const body = await readBody(c, some);
    if (!body.ok) return body.response;
    const { principal, role, scope } = body.value;
    const who = principal === undefined ? null : principalNamed(deps, principal);
    const what = role === undefined ? null : roleNamed(deps, role);
    if ((principal !== undefined && who === null) || (role !== undefined && what === null)) {
      return unknown(c, 'principal or role');
    }
    const before = state.assignments.length;
    state.assignments = state.assignments.filter(
      (each) =>
        (who !== null && each.principalId !== who) ||
        (what !== null && each.roleId !== what) ||
        (scope !== undefined && !sameId(each.scope, scope)),
    );
    return c.json({ removed: before - state.assignments.length });
  });

  app.get('/locks', (c) => c.json({ locks: state.locks }));
  app.post('/locks', async (c) => {
    const body = await readBody(c, lock);
    if (!body.ok) return body.response;
    state.locks.push(body.value);
    return c.json(body.value, 201);
  });
  app.delete('/locks/:name', (c) => {
    const before = state.locks.length;
    state.locks = state.locks.filter((each) => each.name !== c.req.param('name'));
    return c.json({ removed: before - state.locks.length });
  });

  app.patch('/settings', async (c) => {
    const body = await readBody(c, settings);
    if (!body.ok) return body.response;
    const { rolePropagationSeconds, callerIp } = body.value;
    if (rolePropagationSeconds !== undefined)
      state.rolePropagationMs = rolePropagationSeconds * 1000;
    state.callerIp = callerIp ?? state.callerIp;
    return c.json({ rolePropagationMs: state.rolePropagationMs, callerIp: state.callerIp });
  });
}

function named(
  deps: ControlDeps,
  given: { principal: string; role: string },
): { principalId: string; roleId: string } | null {
  const principalId = principalNamed(deps, given.principal);
  const roleId = roleNamed(deps, given.role);
  return principalId === null || roleId === null ? null : { principalId, roleId };
}

function principalNamed(deps: ControlDeps, name: string): string | null {
  const wanted = name.toLowerCase();
  const found = deps.state.people.find((each) =>
    [each.objectId, each.clientId, each.userPrincipalName, each.displayName].some(
      (own) => own?.toLowerCase() === wanted,
    ),
  );
  return found?.objectId ?? null;
}

function roleNamed(deps: ControlDeps, name: string): string | null {
  const found = deps.state.roles.find((each) => sameId(each.name, name) || sameId(each.id, name));
  return found?.id ?? null;
}
