import { allows } from '../arm/permissions.ts';
import { type Check, verdictsOf } from '../domain/check.ts';
import type { PermissionSet } from '../ports/authorization.ts';
import type { Look } from '../ports/azure.ts';

/** What of a service somebody wants to do. */
export type ServiceRight = 'backup' | 'restore';

/** How to get a right for the hours of an incident: where roles are only eligible, they sleep until activated. */
export const getRight =
  'If your role is only eligible, activate it: portal, Privileged Identity Management (PIM), "My roles". Else ask for the role of docs/azure.md, and allow a few minutes until it works.';

/**
 * Whether we may do it, as Azure itself says: what it does not list it refuses with 403
 * (facts/azure.md 1.8). `wished` rights that are missing only warn.
 */
export function checkOwnRights(
  look: Look<PermissionSet[]>,
  needed: ServiceRight,
  wished: ServiceRight | null = null,
): Check {
  const is = verdictsOf({ name: 'own-rights', threshold: actionOf(needed) });
  if (!look.seen) return is.unknown(look.why);
  // Whoever could read the service holds some right there: an empty answer is not the whole truth.
  if (look.value.length === 0) {
    return is.unknown({ words: 'Azure listed no rights of ours at all', remedy: null });
  }
  const may = (right: ServiceRight): boolean => allows(look.value, actionOf(right));
  if (!may(needed)) {
    const measured = `the account signed in may not ${verbOf(needed)}: it lacks ${actionOf(needed)}`;
    return is.fail(measured, getRight, 'not-allowed');
  }
  if (wished !== null && !may(wished)) {
    const measured = `may ${verbOf(needed)}, but not ${verbOf(wished)}: it lacks ${actionOf(wished)}`;
    return is.warn(measured, getRight);
  }
  return is.pass(`may ${[needed, ...(wished === null ? [] : [wished])].map(verbOf).join(' and ')}`);
}

function actionOf(right: ServiceRight): string {
  return `Microsoft.ApiManagement/service/${right}/action`;
}

function verbOf(right: ServiceRight): string {
  return right === 'backup' ? 'back it up' : 'restore into it';
}
