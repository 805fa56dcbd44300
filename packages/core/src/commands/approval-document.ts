import type { Approval, Asker } from '../domain/approval.ts';
import { type ApprovalState, approvalState } from '../domain/approval-decision.ts';
import { type Instant, isoTime } from '../domain/instant.ts';
import { type CheckDocument, checkDocument } from './json.ts';

/** Somebody who asked or decided; `person` is a name under `people:`. */
export type AskerDocument = { who: string; host: string; door: string; person: string | null };

/** A request for a second person. */
export type ApprovalDocument = {
  id: string;
  kind: Approval['kind'];
  service: string;
  environment: string | null;
  state: ApprovalState;
  planHash: string;
  summary: string[];
  checks: CheckDocument[];
  line: string;
  reason: string | null;
  askedBy: AskerDocument;
  askedAt: string;
  endsAt: string;
  decision: { by: AskerDocument; at: string; reason: string | null } | null;
  operation: string | null;
};

/** A request for a second person as `--json` shows it. */
export function approvalDocument(approval: Approval, now: Instant): ApprovalDocument {
  const { id, kind, label, environment, planHash, summary, line, reason, decision } = approval;
  return {
    id,
    kind,
    service: label,
    environment,
    state: approvalState(approval, now),
    planHash,
    summary: [...summary],
    checks: approval.checks.map((check) => checkDocument({ ...check, code: null })),
    line,
    reason,
    askedBy: askerDocument(approval.asker),
    askedAt: isoTime(approval.askedAt),
    endsAt: isoTime(approval.endsAt),
    decision: decision && {
      by: askerDocument(decision.by),
      at: isoTime(decision.at),
      reason: decision.reason,
    },
    operation: approval.operation,
  };
}

function askerDocument({ who, host, door, person }: Asker): AskerDocument {
  return { who, host, door, person };
}
