import type { PermissionSet } from '../ports/authorization.ts';

/**
 * Whether sets of rights together allow an action: one of them has to allow it and not take it away
 * again; what another set takes away does not count. `*` stands for any text, case does not count.
 * Source: "Understand Azure role definitions", Microsoft Learn; facts/azure.md 1.8 (read 2026-11-23).
 */
export function allows(sets: readonly PermissionSet[], action: string): boolean {
  return sets.some(
    ({ actions, notActions }) => matchesAny(actions, action) && !matchesAny(notActions, action),
  );
}

function matchesAny(patterns: readonly string[], action: string): boolean {
  const wanted = action.toLowerCase();
  return patterns.some((pattern) => matches(pattern.toLowerCase(), wanted));
}

/** Piece by piece rather than by a regular expression: a pattern of many `*` must not take for ever. */
function matches(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return pattern === text;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
