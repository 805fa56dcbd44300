import type { ApprovalState } from '../domain/approval-decision.ts';
import { isoTime } from '../domain/instant.ts';
import type { Plan } from '../domain/plan.ts';
import { type CheckDocument, checkDocument } from './json.ts';

/** What a backup or restore would do. `expected` is in milliseconds. */
export type PlanDocument = {
  kind: Plan['kind'];
  service: string;
  azureName: string;
  resourceId: string;
  tier: string | null;
  region: string | null;
  storage: string;
  name: string;
  url: string;
  access: Plan['access'];
  purpose: Plan['purpose'];
  from: {
    backup: string | null;
    service: string | null;
    createdAt: string | null;
    expiresAt: string | null;
    estimated: boolean;
  } | null;
  fresh: {
    service: string;
    azureName: string;
    storage: string;
    name: string;
    access: Plan['access'];
    checks: CheckDocument[];
  } | null;
  safetyBackup: { made: boolean; name: string | null; reason: string | null } | null;
  checks: CheckDocument[];
  losses: string[];
  expected: { medianMs: number; shortestMs: number; longestMs: number; runs: number } | null;
  steps: Plan['steps'];
  rawCommand: string;
  who: Plan['who'];
  requester: Plan['requester'];
  environments: Plan['environments'];
  overrides: Plan['overrides'];
  hash: string;
  approval: {
    by: string[];
    request: { id: string; state: ApprovalState; endsAt: string } | null;
  } | null;
};

/** A plan as `--json` shows it. */
export function planDocument(plan: Plan): PlanDocument {
  const { account, container, blobName, blobUrl, from, fresh, safetyBackup, checks, ...more } =
    plan;
  const { approval, ...rest } = more;
  return {
    ...rest,
    storage: `${account}/${container}`,
    name: blobName,
    url: blobUrl,
    from: from && {
      ...from,
      createdAt: isoTime(from.createdAt),
      expiresAt: isoTime(from.expiresAt),
    },
    safetyBackup: safetyBackup && {
      made: safetyBackup.made,
      name: safetyBackup.blobName,
      reason: safetyBackup.reason,
    },
    checks: checks.map(checkDocument),
    fresh: fresh && {
      service: fresh.service,
      azureName: fresh.azureName,
      storage: `${fresh.account}/${fresh.container}`,
      name: fresh.blobName,
      access: fresh.access,
      checks: fresh.checks.map(checkDocument),
    },
    approval: approval && {
      by: approval.by,
      request: approval.request && {
        ...approval.request,
        endsAt: isoTime(approval.request.endsAt),
      },
    },
  };
}
