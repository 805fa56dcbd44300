import { describe, expect, it } from 'vitest';
import {
  archivable,
  archiveAfterMs,
  archiveBackupAfterMs,
  countOf,
  type HotRecords,
} from '../../../packages/core/src/domain/archivable.ts';
import { typicalRun } from '../../../packages/core/src/domain/typical.ts';
import { aWarning } from '../../contract/records.ts';
import { aNotice, anApproval, aPause, aRun } from '../../contract/watch-records.ts';
import { aBackup, anOperation, dayMs, now } from './build-records.ts';

const nothing: HotRecords = {
  operations: [],
  backups: [],
  notices: [],
  approvals: [],
  warnings: [],
  pauses: [],
  runs: [],
};

const service = anOperation().service;
const longAgo = now - archiveAfterMs - 1;

function leaving(hot: Partial<HotRecords>): string[] {
  const { operation, backup, notice, approval } = archivable({ ...nothing, ...hot }, now);
  return [...operation, ...backup, ...notice, ...approval].map(({ record }) => record.id).sort();
}

/** So many successful runs, the newest ended so many days ago. */
function runs(count: number, days: number) {
  return Array.from({ length: count }, (_, index) => {
    const endedAt = now - (days + index) * dayMs;
    return anOperation({ id: `run-${index}`, startedAt: endedAt - 600_000, endedAt });
  });
}

describe('operations that may leave the hot store', () => {
  it('ended more than 30 days ago, and are none of the 20 newest whose durations count', () => {
    const all = runs(60, 0);
    const left = new Set(leaving({ operations: all }));
    const hot = all.filter(({ id }) => !left.has(id));

    expect([hot.length, left.size]).toEqual([31, 29]);
    expect(typicalRun(hot, service, 'backup')).toEqual(typicalRun(all, service, 'backup'));
    const old = runs(60, 100);
    expect(leaving({ operations: old })).toHaveLength(40);
    const kept = old.filter(({ id }) => !leaving({ operations: old }).includes(id));
    expect(typicalRun(kept, service, 'backup')).toEqual(typicalRun(old, service, 'backup'));
  });

  it('are never open, however old', () => {
    const open = (['planned', 'submitting', 'running', 'unknown'] as const).map((status) =>
      anOperation({ id: status, status, plannedAt: 0, endedAt: null }),
    );

    expect(leaving({ operations: open })).toEqual([]);
  });

  it('leave the newest attempt behind, which a verdict asks whether it failed', () => {
    const failed = anOperation({ id: 'failed', status: 'failed', endedAt: longAgo });
    const older = anOperation({ id: 'older', status: 'failed', endedAt: longAgo - dayMs });
    const safety = anOperation({
      id: 'safety',
      status: 'failed',
      purpose: 'safety',
      endedAt: longAgo + 1,
    });

    expect(leaving({ operations: [failed, older, safety] })).toEqual(['older']);
  });

  it('are named by no schedule, no approval, and no open operation', () => {
    const old = { status: 'failed', endedAt: longAgo } as const;
    const operations = [
      ...['scheduled', 'approved', 'child', 'parent', 'free'].map((id) =>
        anOperation({ ...old, id, ...(id === 'child' ? { parent: 'open' } : {}) }),
      ),
      anOperation({ id: 'newest', ...old, endedAt: longAgo + 1 }),
      anOperation({ id: 'open', status: 'running', endedAt: null, parent: 'parent' }),
    ];

    expect(
      leaving({
        operations,
        runs: [aRun('s', { operation: 'scheduled' })],
        approvals: [anApproval('a', { operation: 'approved', endsAt: now })],
      }),
    ).toEqual(['free']);
  });
});

describe('backups that may leave the hot store', () => {
  it('were made more than 90 days ago, whatever became of them', () => {
    const made = (id: string, createdAt: number) => aBackup({ id, createdAt });
    const border = now - archiveBackupAfterMs;

    expect(leaving({ backups: [made('at', border), made('past', border - 1)] })).toEqual(['past']);
    expect(archiveBackupAfterMs).toBe(90 * dayMs);
  });
});

describe('notices that may leave the hot store', () => {
  const told = aNotice('told').deliveries.map((each) => ({
    ...each,
    status: 'delivered' as const,
  }));
  const old = { at: longAgo, deliveries: told };

  it('are delivered, and answered 30 days ago', () => {
    const waiting = aNotice('waiting', { at: longAgo, answeredAt: longAgo });
    const fresh = aNotice('fresh', { ...old, answeredAt: now - dayMs });
    const answered = aNotice('answered', { ...old, answeredAt: longAgo });

    expect(leaving({ notices: [waiting, fresh, answered] })).toEqual(['answered']);
  });

  it('are not those whose cause still stands, which would be told a second time', () => {
    const notices = [
      aNotice('stands', { ...old, service: 's', threshold: '3d', backup: 'b1' }),
      aNotice('older', { ...old, service: 's', threshold: '3d', backup: 'b0' }),
      aNotice('paused', { ...old, event: 'pause', service: 's', threshold: null }),
      aNotice('resumed', { ...old, event: 'pause', service: 't', threshold: null }),
      aNotice('open', { ...old, event: 'start', operation: 'o', threshold: null }),
      aNotice('ended', { ...old, event: 'start', operation: 'gone', threshold: null }),
    ];

    expect(
      leaving({
        notices,
        warnings: [aWarning('s|3d', { service: 's', threshold: '3d', backup: 'b1' })],
        pauses: [aPause('s', { since: longAgo - 1 })],
        operations: [anOperation({ id: 'o', status: 'running', endedAt: null })],
      }),
    ).toEqual(['ended', 'older', 'resumed']);
  });
});

describe('approvals that may leave the hot store', () => {
  it('ended 30 days ago, decided or not, and their operation is not open', () => {
    const approvals = [
      anApproval('forgotten', { endsAt: longAgo }),
      anApproval('waiting', { endsAt: now + 1 }),
      anApproval('used', { endsAt: longAgo, status: 'used', operation: 'ended' }),
      anApproval('under-way', { endsAt: longAgo, status: 'used', operation: 'open' }),
    ];
    const operations = [anOperation({ id: 'open', status: 'running', endedAt: null })];

    expect(leaving({ approvals, operations })).toEqual(['forgotten', 'used']);
  });
});

it('counts nothing where there is nothing', () => {
  expect(countOf(archivable(nothing, now))).toBe(0);
});
