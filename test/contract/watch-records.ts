import type { Approval } from '../../packages/core/src/domain/approval.ts';
import type { Hold, Pause } from '../../packages/core/src/domain/hold.ts';
import type { Notice } from '../../packages/core/src/domain/notice.ts';
import type { ScheduledRun } from '../../packages/core/src/domain/scheduled-run.ts';
import type { Standing } from '../../packages/core/src/domain/standing.ts';

const at = Date.UTC(2026, 10, 23, 3);
const by = { who: 'ana', host: 'laptop', door: 'cli' } as const;

export function aNotice(id: string, changes: Partial<Notice> = {}): Notice {
  return {
    id,
    event: 'expiry',
    severity: 'warning',
    service: 'public|/subscriptions/1',
    label: 'contoso-prod',
    title: 'contoso-prod: its last restorable backup ends in 3 d',
    text: 'Back it up: apim backup contoso-prod',
    at,
    operation: null,
    backup: null,
    threshold: '3d',
    answeredAt: null,
    deliveries: [
      {
        notifier: 'webhook:hooks.contoso.example/apim',
        status: 'due',
        attempts: 0,
        nextAt: at,
        process: null,
        claimedAt: null,
        deliveredAt: null,
        problem: null,
      },
    ],
    ...changes,
  };
}

export function aHold(id: string, changes: Partial<Hold> = {}): Hold {
  return { id, label: null, reason: 'incident', since: at, until: at + 1, by, ...changes };
}

export function aPause(id: string, changes: Partial<Pause> = {}): Pause {
  return {
    id,
    label: 'contoso-prod',
    reason: null,
    since: at,
    until: at + 1,
    by,
    ...changes,
  };
}

export function aRun(id: string, changes: Partial<ScheduledRun> = {}): ScheduledRun {
  return {
    id,
    label: 'contoso-prod',
    dueAt: at,
    status: 'taken',
    process: 'process-1',
    takenAt: at,
    tries: 1,
    nextTryAt: null,
    operation: null,
    words: null,
    ...changes,
  };
}

export function anApproval(id: string, changes: Partial<Approval> = {}): Approval {
  return {
    id,
    kind: 'restore',
    service: 'public|/subscriptions/1',
    label: 'contoso-prod',
    environment: 'production',
    planHash: 'h',
    summary: ['Restore contoso-prod.'],
    checks: [],
    line: 'apim restore contoso-prod --from b0000000000',
    reason: null,
    asker: { ...by, person: 'ana', azure: null, slack: null },
    askedAt: at,
    endsAt: at + 1,
    status: 'open',
    decision: null,
    operation: null,
    ...changes,
  };
}

export function aStanding(id: string, changes: Partial<Standing> = {}): Standing {
  return {
    id,
    label: 'contoso-prod',
    standby: 'public|/subscriptions/2',
    standbyLabel: 'contoso-dr',
    at,
    checks: [
      {
        name: 'same-tier',
        verdict: 'pass',
        measured: 'Premium',
        threshold: null,
        remedy: null,
      },
    ],
    ...changes,
  };
}
