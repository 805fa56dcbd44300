import type { Clock, Lifeboat } from '@lifeboat/core';
import type { Role } from './command-role.ts';

/** Tells who has which role. */
export type Roles = {
  /** False wherever it cannot be known: deny. */
  has(user: string, role: Role): Promise<boolean>;
};

type Settings = NonNullable<Lifeboat['configuration']['slack']>['roles'];

type Parts = {
  roles: Settings;
  clock: Pick<Clock, 'monotonic'>;
  /** The users of a group, by `usergroups.users.list`; rejects when Slack does not tell. */
  membersOf(group: string): Promise<readonly string[]>;
};

/** Groups are asked for at most once in this time: Tier 2, 20 a minute ("usergroups.users.list", 2026-11-23). */
const cachedMs = 60_000;

/** Roles of the configuration: user ids, user-group ids (`S…`), or `*`. Approvers are users only. */
export function createRoles({ roles, clock, membersOf }: Parts): Roles {
  const cache = new Map<string, { at: number; members: Promise<ReadonlySet<string>> }>();

  function members(group: string): Promise<ReadonlySet<string>> {
    const known = cache.get(group);
    const now = clock.monotonic();
    if (known !== undefined && now - known.at < cachedMs) return known.members;
    const asked = membersOf(group).then(
      (users): ReadonlySet<string> => new Set(users),
      // Not knowing is not allowing.
      (): ReadonlySet<string> => new Set(),
    );
    cache.set(group, { at: now, members: asked });
    return asked;
  }

  return {
    async has(user, role) {
      const named = roles[role];
      if (named.includes(user)) return true;
      if (role === 'approver') return false;
      if (named.includes('*')) return true;
      for (const id of named) {
        if (id.startsWith('S') && (await members(id)).has(user)) return true;
      }
      // Who may change may also look.
      return role === 'viewer' && (await this.has(user, 'operator'));
    },
  };
}
