import { LifeboatError } from '../../domain/error.ts';
import type { RecordKind } from '../../ports/store.ts';
import { type Entry, entryOf } from '../document/document.ts';
import type { KeepRecord } from '../document/draft.ts';
import { misfitReason } from './misfit-reason.ts';
import { recordSchemas } from './record-schemas.ts';

/**
 * Makes the function that turns a record into what is kept: checked against its schema, with
 * secrets masked, and cut loose from the caller's object.
 */
export function recordKeeper(mask: (text: string) => string): KeepRecord {
  return (kind, record, before) => {
    const whole = { ...unknownFields(kind, before), ...record };
    const text = mask(JSON.stringify(whole));
    // What is in memory is what is on disk: undefined fields and shared references end here.
    const kept: { id: string } = JSON.parse(text);
    const why = misfitReason(kind, kept);
    if (why !== null) {
      throw new LifeboatError(
        'internal',
        `A ${kind} record was not kept: it does not fit (${why}).`,
      );
    }
    return entryOf(kind, kept);
  };
}

/** Fields of the record before that this Lifeboat does not know: a newer one wrote them. */
function unknownFields(kind: RecordKind, before: Entry | null): Record<string, unknown> {
  if (before === null) return {};
  const known = recordSchemas[kind].shape;
  return Object.fromEntries(Object.entries(before.record).filter(([name]) => !(name in known)));
}
