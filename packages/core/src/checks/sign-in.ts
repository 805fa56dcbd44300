import type { Check } from '../domain/check.ts';
import type { LifeboatError } from '../domain/error.ts';
import { isoTime } from '../domain/instant.ts';
import type { Identity } from '../ports/sign-in.ts';

/** Who is signed in, or why nobody is. */
export type IdentityLook = { ok: true; identity: Identity } | { ok: false; error: LifeboatError };

/** Whether a token can be had through the sign-in of this name. */
export function checkSignIn(name: string, look: IdentityLook, remedy: string): Check {
  const base = { name: 'sign-in', threshold: null };
  if (!look.ok) {
    const { error } = look;
    return {
      ...base,
      verdict: 'fail',
      measured: `${name}: ${error.message}`,
      remedy: error.hint ?? remedy,
      code: error.code,
    };
  }
  const { who, tenantId, method, expiresAt } = look.identity;
  const tenant = tenantId === null ? '' : ` in tenant ${tenantId}`;
  return {
    ...base,
    verdict: 'pass',
    measured: `${name}: ${who}${tenant} by ${method}, until ${isoTime(expiresAt)}`,
    remedy: null,
    code: null,
  };
}
