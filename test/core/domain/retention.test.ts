import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Backup, expiresAt, isRestorable } from '../../../packages/core/src/domain/backup.ts';
import {
  backupsInUse,
  lastWaysBack,
  type RetentionInputs,
  retentionOf,
} from '../../../packages/core/src/domain/retention.ts';
import { aBackup, anOperation, dayMs, now } from './build-records.ts';

const keepMs = 7 * dayMs;

function inputs(backups: Backup[], changes: Partial<RetentionInputs> = {}): RetentionInputs {
  return {
    backups,
    tier: 'Premium',
    keepMs,
    now,
    inUse: new Set(),
    changed: new Set(),
    unread: new Set(),
    ...changes,
  };
}

/** A backup of so many days ago, seen, with an etag. */
function old(id: string, days: number, changes: Partial<Backup> = {}): Backup {
  return aBackup({ id, createdAt: now - days * dayMs, etag: 'e', ...changes });
}

function verdicts(backups: Backup[], changes: Partial<RetentionInputs> = {}) {
  return Object.fromEntries(
    retentionOf(inputs(backups, changes)).map(({ backup, goes, reason }) => [
      backup.id,
      goes ? 'goes' : reason,
    ]),
  );
}

describe('what prune may take', () => {
  it('is what is older than keep, never the last restorable one, nor what is younger', () => {
    const all = [old('young', 3), old('mid', 9), old('expired', 40)];

    expect(verdicts(all)).toEqual({ young: 'younger', mid: 'goes', expired: 'goes' });
    expect(verdicts(all.slice(1))).toEqual({ mid: 'last-restorable', expired: 'goes' });
  });

  it('is never the newest of a tier that the service had, which it may have again', () => {
    const all = [
      old('p1', 9),
      old('p2', 10),
      old('d1', 11, { tier: 'Developer' }),
      old('d2', 12, { tier: 'Developer' }),
    ];

    expect(verdicts(all)).toEqual({
      p1: 'last-restorable',
      p2: 'goes',
      d1: 'last-restorable',
      d2: 'goes',
    });
  });

  it('is nothing at all without keep', () => {
    expect(verdicts([old('a', 9), old('b', 400)], { keepMs: null })).toEqual({
      a: 'no-keep',
      b: 'no-keep',
    });
  });

  it('is past keep only: at keep to the millisecond it stays', () => {
    const exactly = old('exactly', 7);
    const over = old('over', 0, { createdAt: now - keepMs - 1 });

    expect(verdicts([old('young', 1), exactly, over])).toMatchObject({
      exactly: 'younger',
      over: 'goes',
    });
  });

  it('is of our own record: an imported one goes only where its companion names the operation', () => {
    const found = { imported: true, operation: null };

    expect(
      verdicts([old('young', 1), old('foreign', 9, found), old('ours', 9, { imported: true })]),
    ).toMatchObject({ foreign: 'not-ours', ours: 'goes' });
  });

  it('is never in use, changed, unseen, unread, gone, or being deleted', () => {
    const all = [
      old('young', 1),
      old('used', 9),
      old('changed', 9),
      old('unread', 9),
      old('unseen', 9, { seenAt: null }),
      old('noEtag', 9, { etag: null }),
      old('missing', 9, { state: 'missing' }),
      old('deleted', 9, { state: 'deleted' }),
      old('doomed', 9, { deleting: { process: 'p', at: now - 1_000 } }),
      old('spared', 9, { deleting: { process: 'p', at: now - 3 * 60_000 } }),
    ];

    expect(
      verdicts(all, {
        inUse: new Set(['used']),
        changed: new Set(['changed']),
        unread: new Set(['unread']),
      }),
    ).toEqual({
      young: 'younger',
      used: 'in-use',
      changed: 'changed',
      unread: 'storage-unread',
      unseen: 'never-seen',
      noEtag: 'never-seen',
      missing: 'not-there',
      deleted: 'not-there',
      doomed: 'being-deleted',
      spared: 'goes',
    });
  });

  it('counts no safety backup as the last one, and takes it past keep like any other', () => {
    const safety = { purpose: 'safety' } as const;

    expect(verdicts([old('own', 20), old('safety', 9, safety), old('fresh', 3, safety)])).toEqual({
      own: 'last-restorable',
      safety: 'goes',
      fresh: 'younger',
    });
  });

  it('keeps the one of another tier, too, where it is all there is, and the known beside the unknown', () => {
    const standard = { tier: 'Standard' };

    expect(verdicts([old('newer', 9, standard), old('older', 12)])).toEqual({
      newer: 'last-restorable',
      older: 'last-restorable',
    });
    expect(verdicts([old('unseen', 9, { seenAt: null }), old('seen', 12)], { tier: null })).toEqual(
      {
        unseen: 'last-restorable',
        seen: 'last-restorable',
      },
    );
  });

  it('relies on no changed blob, and on none that is being deleted', () => {
    const doomed = { deleting: { process: 'p', at: now } };

    expect(
      verdicts([old('changed', 8), old('doomed', 9, doomed), old('good', 12)], {
        changed: new Set(['changed']),
      }),
    ).toMatchObject({ good: 'last-restorable' });
  });
});

describe('backups in use', () => {
  it('are those that open operations read and write, and the way back of an open restore', () => {
    const backups = [
      aBackup({ id: 'read', name: 'r' }),
      aBackup({ id: 'written', name: 'w' }),
      aBackup({ id: 'safety', name: 's', operation: 'safety-run' }),
      aBackup({ id: 'free', name: 'f', operation: 'past' }),
    ];
    const operations = [
      anOperation({ id: 'restore', kind: 'restore', status: 'planned', backup: 'read' }),
      anOperation({ id: 'run', status: 'unknown', blobName: 'w' }),
      anOperation({ id: 'safety-run', parent: 'restore', blobName: 's' }),
      anOperation({ id: 'past', parent: 'ended', blobName: 'f' }),
    ];

    expect([...backupsInUse(backups, operations)].sort()).toEqual(['read', 'safety', 'written']);
    expect(backupsInUse(backups, [anOperation({ backup: 'read' })])).toEqual(new Set());
  });
});

const anyBackups = fc
  .array(
    fc.record({
      createdAt: fc.integer({ min: now - 60 * dayMs, max: now + dayMs }),
      tier: fc.constantFrom('Premium', 'Standard', null),
      state: fc.constantFrom('present' as const, 'missing' as const, 'deleted' as const),
      seenAt: fc.constantFrom(now - 1, null),
      etag: fc.constantFrom('e', null),
      operation: fc.constantFrom('o', null),
      imported: fc.boolean(),
      purpose: fc.constantFrom('manual' as const, 'scheduled' as const, 'safety' as const),
      doomed: fc.boolean(),
    }),
    { maxLength: 8 },
  )
  .map((all) =>
    all.map(({ doomed, ...each }, index) =>
      aBackup({
        id: `b${index}`,
        name: `n${index}`,
        ...each,
        ...(doomed ? { deleting: { process: 'p', at: now } } : {}),
      }),
    ),
  );

const anyInputs = fc
  .record({
    backups: anyBackups,
    tier: fc.constantFrom('Premium', 'Standard', null),
    keepMs: fc.constantFrom(null, 1, dayMs, 10 * dayMs, 45 * dayMs),
    changed: fc.uniqueArray(fc.constantFrom('b0', 'b1', 'b2')).map((ids) => new Set(ids)),
    inUse: fc.uniqueArray(fc.constantFrom('b0', 'b3')).map((ids) => new Set(ids)),
    unread: fc.uniqueArray(fc.constantFrom('b1', 'b4')).map((ids) => new Set(ids)),
  })
  .map((all): RetentionInputs => ({ ...all, now }));

describe('for any set of backups', () => {
  it('the last restorable one stays, however few of them are deleted', () => {
    fc.assert(
      fc.property(anyInputs, fc.nat(), (given, seed) => {
        const good = ({ id, purpose }: Backup): boolean =>
          purpose !== 'safety' && !given.changed.has(id);
        for (const tierOf of [() => given.tier, (backup: Backup) => backup.tier]) {
          for (const wanted of [[true], [true, null]] as (boolean | null)[][]) {
            const counts = (backup: Backup): boolean =>
              good(backup) && wanted.includes(isRestorable(backup, tierOf(backup), now));
            if (!given.backups.some(counts)) continue;
            const left = retentionOf(given)
              .filter(({ goes }, index) => !goes || (seed >> index) % 2 === 0)
              .map(({ backup }) => backup);
            expect(left.some(counts)).toBe(true);
          }
        }
      }),
    );
  });

  it('nothing younger than keep goes, nothing without keep, and everything has a reason', () => {
    fc.assert(
      fc.property(anyInputs, (given) => {
        const all = retentionOf(given);
        expect(all.map(({ backup }) => backup.id).sort()).toEqual(
          given.backups.map(({ id }) => id).sort(),
        );
        for (const { backup, goes, reason, why } of all) {
          expect(why).not.toBe('');
          expect(goes).toBe(reason === 'past-keep');
          if (!goes) continue;
          expect(now - backup.createdAt).toBeGreaterThan(given.keepMs ?? Number.POSITIVE_INFINITY);
          expect(backup.state).toBe('present');
          expect(given.inUse.has(backup.id) || given.changed.has(backup.id)).toBe(false);
        }
      }),
    );
  });

  it('deleting what goes leaves nothing more to go: what stays does not rest on what went', () => {
    fc.assert(
      fc.property(anyInputs, (given) => {
        const going = new Set(
          retentionOf(given).flatMap(({ backup, goes }) => (goes ? [backup.id] : [])),
        );
        const after = given.backups.map(
          (backup): Backup => (going.has(backup.id) ? { ...backup, state: 'deleted' } : backup),
        );
        expect(retentionOf({ ...given, backups: after }).some(({ goes }) => goes)).toBe(false);
        expect(lastWaysBack({ ...given, backups: after })).toEqual(lastWaysBack(given));
      }),
    );
  });

  it('says of an expired one that it goes, that it is expired', () => {
    const [young, expired] = retentionOf(inputs([old('young', 1), old('expired', 40)]));

    expect(young?.why).toContain('younger than keep (7 d)');
    expect(expired?.why).toContain('and expired');
    expect(expiresAt(old('expired', 40))).toBeLessThan(now);
  });
});
