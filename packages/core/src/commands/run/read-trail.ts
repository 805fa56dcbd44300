import type { AuditEntry } from '../../domain/audit.ts';
import type { Lifeboat } from '../../lifeboat.ts';
import type { Snapshot } from '../../ports/store.ts';
import { subjectOf, withArchive } from './audit-subject.ts';

/** A filter looks at no more than this: the trail only grows. */
const lookBack = 100_000;

/** What the trail tells, oldest first. */
export type Trail = {
  entries: AuditEntry[];
  /** Lines that cannot be read. */
  unreadable: number;
  /** What is needed to say that nothing and nobody is called so; null when the subject is known, or there is none. */
  unknown: { snapshot: Snapshot; all: readonly AuditEntry[] } | null;
};

/** The last `limit` entries; with a subject the last about it, under any of its names. */
export async function readTrail(
  { ports, configuration }: Pick<Lifeboat, 'ports' | 'configuration'>,
  { subject, limit }: { subject: string | null; limit: number },
): Promise<Trail> {
  const { audit, store, archive } = ports;
  if (subject === null) return { ...(await audit.read(limit)), unknown: null };
  const { entries: all, unreadable } = await audit.read(lookBack);
  // The trail can be read when the store cannot; then it alone says what is known.
  const snapshot = await store.read().catch(() => null);
  const hot = subjectOf(configuration, snapshot, subject);
  const { known, words } = hot.known ? hot : await withArchive(hot, archive, subject);
  const about = all.filter((entry) => isAbout(entry, words));
  const isUnknown = about.length === 0 && !known && snapshot !== null;
  return {
    entries: about.slice(-limit),
    unreadable,
    unknown: isUnknown ? { snapshot, all } : null,
  };
}

function isAbout({ subject, operation, who }: AuditEntry, words: ReadonlySet<string>): boolean {
  return [subject, operation, who].some(
    (value) => value !== null && words.has(value.toLowerCase()),
  );
}
