import { type Approval, oneOfKind } from '../../domain/approval.ts';
import type { Instant } from '../../domain/instant.ts';
import { utcTimeAndRelative } from '../../domain/relative-time.ts';
import type { Block } from '../report.ts';

/** A line for each request that waits: who asks for what, until when, and what to type. */
export function requestLines(open: readonly Approval[], now: Instant): Block[] {
  return open.map(({ id, kind, label, asker, endsAt }) => {
    const who = asker.person ?? asker.who;
    const text = `${label}: ${who} asks for a second person for ${oneOfKind(kind)}, until ${utcTimeAndRelative(endsAt, now)}: \`apim approve ${id}\`.`;
    return { kind: 'sentence', tone: 'warn', text };
  });
}
