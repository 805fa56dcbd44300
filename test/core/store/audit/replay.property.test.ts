import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../../packages/core/src/domain/audit.ts';
import { isEnded, type Operation } from '../../../../packages/core/src/domain/operation.ts';
import { listenToTrail, type Told } from '../../../../packages/core/src/store/audit/replay.ts';
import { applyChange } from '../../../../packages/core/src/store/document/apply-change.ts';
import {
  emptyDocument,
  type StoreDocument,
  snapshotOf,
} from '../../../../packages/core/src/store/document/document.ts';
import { rebuild } from '../../../../packages/core/src/store/json-file/rebuild.ts';
import { recordKeeper } from '../../../../packages/core/src/store/records/keep-record.ts';
import { anyOperation } from '../../../contract/arbitraries.ts';
import { propertyRuns } from '../../../contract/property-runs.ts';
import { anEntry } from '../../../contract/records.ts';

const runs = propertyRuns();
const nothing = { operations: new Set<string>(), backups: new Set<string>() };
const now = Date.UTC(2026, 10, 23, 3);

/** A few operations with few ids, so that they meet each other. */
const someOperation = fc
  .tuple(anyOperation, fc.constantFrom('a', 'b', 'c'))
  .map(([operation, id]): Operation => ({ ...operation, id }));

const someEntry = fc
  .tuple(
    fc.constantFrom<AuditEntry['event'][]>('intent', 'attempt', 'acceptance', 'outcome', 'abandon'),
    someOperation,
    fc.boolean(),
  )
  .map(([event, operation, torn]) =>
    anEntry({ event, operation: operation.id, record: torn ? { id: operation.id } : operation }),
  );

function replay(entries: readonly AuditEntry[]): Told {
  const trail = listenToTrail();
  for (const entry of entries) trail.hear(entry);
  return trail.told();
}

function lastGood(operations: readonly Operation[]): StoreDocument {
  return applyChange(emptyDocument, recordKeeper(String), (draft) => {
    for (const operation of operations) draft.put('operation', operation);
  }).document;
}

describe('replaying the audit trail over the last good copy', () => {
  it('forgets no operation that either of them names', () => {
    fc.assert(
      fc.property(fc.array(someOperation), fc.array(someEntry), (known, entries) => {
        const told = replay(entries);
        const { document, account } = rebuild(
          { lastGood: lastGood(known), told, archived: nothing, unreadableLines: 0 },
          now,
        );

        const kept = new Set(
          snapshotOf(document)
            .all('operation')
            .map(({ id }) => id),
        );
        const named = [
          ...known.map(({ id }) => id),
          ...entries.map((entry) => entry.operation ?? ''),
        ];
        const missing = [...new Set(named)].filter((id) => !kept.has(id));
        for (const id of missing) {
          expect(told.unreadable).toContain(id);
          expect(account.lost.join(' ')).toContain(id);
        }
      }),
      runs,
    );
  });

  it('leaves every operation ended or unknown, never as if it were seen', () => {
    fc.assert(
      fc.property(fc.array(someOperation), fc.array(someEntry), (known, entries) => {
        const { document } = rebuild(
          {
            lastGood: lastGood(known),
            told: replay(entries),
            archived: nothing,
            unreadableLines: 0,
          },
          now,
        );

        for (const operation of snapshotOf(document).all('operation')) {
          if (isEnded(operation.status)) continue;
          expect(operation.status).toBe('unknown');
          expect(operation.blind?.reason).toBe('store-rebuilt');
        }
      }),
      runs,
    );
  });

  it('never takes back an end, wherever it is written', () => {
    fc.assert(
      fc.property(fc.array(someOperation), fc.array(someEntry), (known, entries) => {
        const base = lastGood(known);
        const told = replay(entries);
        const { document } = rebuild(
          { lastGood: base, told, archived: nothing, unreadableLines: 0 },
          now,
        );

        const snapshot = snapshotOf(document);
        for (const before of snapshotOf(base).all('operation')) {
          if (isEnded(before.status)) expect(snapshot.get('operation', before.id)).toEqual(before);
        }
        for (const [id, operation] of told.operations) {
          if (!isEnded(operation.status)) continue;
          expect(isEnded(snapshot.get('operation', id)?.status ?? 'planned')).toBe(true);
        }
      }),
      runs,
    );
  });

  it('comes to the same when the trail is heard twice, or was written twice', () => {
    fc.assert(
      fc.property(fc.array(someEntry), (entries) => {
        expect(replay([...entries, ...entries])).toEqual(replay(entries));
      }),
      runs,
    );
  });
});
