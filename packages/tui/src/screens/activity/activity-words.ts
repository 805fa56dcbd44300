import { type AuditEntry, unknownSubject } from '@lifeboat/core/live';
import type { Session } from '../../app/session.ts';
import { type Span, safe, span } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';
import type { TrailRead } from './use-trail.ts';

/** What there is to say of the trail, and of the marked entry. */
export function messageOf(read: TrailRead, entry: AuditEntry | null, theme: Theme): Span[] {
  switch (read.kind) {
    case 'loading':
      return [];
    case 'unreadable':
      return [span(safe(read.problem.message, theme), 'bad')];
    case 'ready': {
      const { unreadable } = read.trail;
      if (unreadable > 0)
        return [span(`${unreadable} lines of the trail cannot be read and are left out.`, 'warn')];
      return entry?.why == null ? [] : [span(`Why: ${safe(entry.why, theme)}`, 'quiet')];
    }
    default:
      return read satisfies never;
  }
}

/** Why the list is empty. */
export function emptyWords(
  read: TrailRead,
  subject: string | null,
  { isFiltered, session, theme }: { isFiltered: boolean; session: Session; theme: Theme },
): string {
  if (isFiltered) return 'Nothing here contains that.';
  if (read.kind === 'loading') return `reading the trail ${theme.glyphs.more}`;
  if (read.kind === 'unreadable') return 'The trail cannot be read.';
  if (subject === null) return 'Nothing was written down yet.';
  const { unknown } = read.trail;
  if (unknown === null) return `Nothing was written down about ${safe(subject, theme)} yet.`;
  const { configuration } = session.lifeboat;
  const error = unknownSubject(subject, configuration, unknown.snapshot, unknown.all);
  return safe(`${error.message} ${error.hint ?? ''}`, theme);
}
