import type { Approval } from '../../domain/approval.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import { isoTime } from '../../domain/instant.ts';
import type { Work } from '../work.ts';

/** A line of the trail about a request, with its hash and all that was decided, in the name of this process. */
export function approvalEntry(
  work: Work,
  event: AuditEntry['event'],
  approval: Approval,
  what: string,
  why: string | null = approval.reason,
): AuditEntry {
  const { who, host, door } = work.ports.thisProcess.requester;
  return {
    at: isoTime(work.ports.clock.now()),
    event,
    who,
    host,
    door,
    subject: approval.label,
    operation: approval.operation,
    what: `${approval.kind} of ${approval.label}: ${what}`,
    why,
    record: { ...approval },
  };
}

/** A line of the trail about something that goes on without the second person the rules want. */
export function brokenGlassEntry(
  work: Work,
  about: { kind: string; label: string; operation: string; planHash: string; reason: string },
): AuditEntry {
  const { who, host, door } = work.ports.thisProcess.requester;
  return {
    at: isoTime(work.ports.clock.now()),
    event: 'break-glass',
    who,
    host,
    door,
    subject: about.label,
    operation: about.operation,
    what: `${about.kind} of ${about.label}: goes on without a second person`,
    why: about.reason,
    record: { planHash: about.planHash },
  };
}
