import { addressAtHome } from './origin.ts';

/** More pages than any list of ours can have: at 100 entries a page they hold 100,000. */
export const mostPages = 1_000;

/** What follows a page. */
export type NextPage =
  | { kind: 'end' }
  /** Ask this next, exactly as it is. */
  | { kind: 'page'; link: string }
  /** Points outside the configured origin, or is no address at all. */
  | { kind: 'foreign'; address: string }
  /** A page that was read before, or more than {@link mostPages}. */
  | { kind: 'endless' };

/**
 * Decides what a `nextLink` leads to. `read` are the links followed so far; absent, null and empty
 * mean the end. Bound: {@link mostPages}.
 */
export function nextPage(
  nextLink: unknown,
  configuredOrigin: string,
  read: ReadonlySet<string>,
): NextPage {
  if (nextLink === undefined || nextLink === null || nextLink === '') return { kind: 'end' };
  if (typeof nextLink !== 'string') return { kind: 'foreign', address: `a ${typeof nextLink}` };
  if (addressAtHome(nextLink, configuredOrigin) === null) {
    return { kind: 'foreign', address: nextLink };
  }
  if (read.has(nextLink) || read.size + 1 >= mostPages) return { kind: 'endless' };
  return { kind: 'page', link: nextLink };
}
