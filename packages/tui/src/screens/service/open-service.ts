import type { Input } from '@lifeboat/core';
import { resolveKnown } from '@lifeboat/core/live';
import type { Session } from '../../app/session.ts';

/**
 * The service a line is about; null when it names none, or asks for more than the screen shows.
 * Errors: those of {@link resolveKnown}.
 */
export function openService(
  input: Input,
  { lifeboat, live }: Pick<Session, 'lifeboat' | 'live'>,
  flags: readonly string[],
): { about: string | null } | null {
  const name = input.one('service');
  const loading = live.get();
  if (name === null || loading.kind !== 'ready') return null;
  if (flags.some((flag) => input.has(flag))) return null;
  const { snapshot, byId } = loading.model;
  const { id } = resolveKnown(lifeboat.configuration, snapshot, name);
  // One that nobody knows anything of yet is told about in words.
  return byId.has(id) ? { about: id } : null;
}
