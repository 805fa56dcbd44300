import type { Session } from '../../../packages/core/src/ports/sign-in.ts';

/** How a token was asked for. */
export type Asked = { scope: string; claims: string | null; fresh: boolean };

/** A session whose tokens say what they were asked for with; `refuse` makes it refuse. */
export function fixedSession(
  asked: Asked[] = [],
  refuse: (asked: Asked) => Error | null = () => null,
): Session {
  const nobody = () => Promise.reject(new Error('not part of these tests'));
  return {
    remedy: 'az login --tenant t',
    identity: nobody,
    login: nobody,
    logout: nobody,
    async token(scope, { claims = null, fresh = false } = {}) {
      const one = { scope, claims, fresh };
      asked.push(one);
      const error = refuse(one);
      if (error !== null) throw error;
      const way = claims === null ? '' : ` with ${claims}`;
      return { token: `token for ${scope}${way}${fresh ? ', fresh' : ''}`, expiresAt: 1e15 };
    },
  };
}
