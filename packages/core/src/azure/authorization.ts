import * as z from 'zod/mini';
import { isWithin, sameResource } from '../arm/resource-id.ts';
import type { Authorization } from '../ports/authorization.ts';
import { armPath } from './addresses.ts';
import type { ArmClient, Question } from './arm-client.ts';
import { scopeSegments } from './scope.ts';
import { unseenGarbled } from './unseen.ts';

// Versions and shapes: facts/azure.md 1.8 (read 2026-11-23).
const rolesVersion = '2022-04-01';
const locksVersion = '2016-09-01';

const texts = z.catch(z.array(z.string()), []);
const permissionShape = z.looseObject({ actions: texts, notActions: texts });

const assignmentShape = z.looseObject({
  properties: z.looseObject({
    roleDefinitionId: z.string(),
    principalId: z.string(),
    scope: z.catch(z.string(), ''),
  }),
});

const lockShape = z.looseObject({
  id: z.catch(z.string(), ''),
  name: z.catch(z.string(), ''),
  properties: z.looseObject({ level: z.string() }),
});

/** Reads rights, roles and locks through ARM. Changes nothing. */
export function createAuthorization(arm: ArmClient): Authorization {
  /** All entries of one list below a scope, or why it could not be seen. */
  async function list<T>(
    scope: string,
    what: { kind: string; version: string; filter?: string; right: string },
    shape: z.ZodMiniType<T>,
    signal: AbortSignal | undefined,
  ) {
    const at = scopeSegments(scope);
    if (!at.ok) return { seen: false as const, why: unseenGarbled(at.words) };
    const segments = [...at.segments, 'providers', 'Microsoft.Authorization', what.kind];
    const filter = what.filter === undefined ? '' : `&$filter=${encodeURIComponent(what.filter)}`;
    const question: Question = {
      address: `${armPath(segments, what.version)}${filter}`,
      needs: `the right "Microsoft.Authorization/${what.right}"`,
    };
    return arm.readAll(question, shape, signal);
  }

  return {
    async permissions(scope, signal) {
      const what = { kind: 'permissions', version: rolesVersion, right: 'permissions/read' };
      const look = await list(scope, what, permissionShape, signal);
      if (!look.seen) return look;
      const value = look.value.map(({ actions, notActions }) => ({ actions, notActions }));
      return { ...look, value };
    },
    async roles(scope, principalId, signal) {
      const filter = `principalId eq '${principalId.replaceAll("'", "''")}'`;
      const right = 'roleAssignments/read';
      const what = { kind: 'roleAssignments', version: rolesVersion, filter, right };
      const look = await list(scope, what, assignmentShape, signal);
      if (!look.seen) return look;
      const value = look.value.map(({ properties }) => ({
        role: (properties.roleDefinitionId.split('/').at(-1) ?? '').toLowerCase(),
        principalId: properties.principalId,
        scope: properties.scope,
      }));
      return { ...look, value: value.filter((each) => !isBelow(scope, each.scope)) };
    },
    async locks(scope, signal) {
      const what = { kind: 'locks', version: locksVersion, right: 'locks/read' };
      const look = await list(scope, what, lockShape, signal);
      if (!look.seen) return look;
      const value = look.value.flatMap(({ id, name, properties }) => {
        const level = levelOf(properties.level);
        const at = id.replace(/\/providers\/Microsoft\.Authorization\/locks\/[^/]*$/i, '');
        return level === null || isBelow(scope, at) ? [] : [{ name, level, scope: at }];
      });
      return { ...look, value };
    },
  };
}

/** Both lists hold what is below the scope too, which does not bear on it. */
function isBelow(scope: string, other: string): boolean {
  return isWithin(scope, other) && !sameResource(scope, other);
}

function levelOf(text: string): 'ReadOnly' | 'CanNotDelete' | null {
  const level = text.toLowerCase();
  if (level === 'readonly') return 'ReadOnly';
  return level === 'cannotdelete' ? 'CanNotDelete' : null;
}
