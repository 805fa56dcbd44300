import type { AuditEntry } from '../domain/audit.ts';
import type { Service } from '../domain/configuration.ts';
import { isoTime } from '../domain/instant.ts';
import type { Work } from './work.ts';

/** Writes a step of an undelete, or its refusal, into the audit trail. */
export async function noteUndelete(
  work: Work,
  service: Service,
  what: string,
  event: AuditEntry['event'] = 'undelete',
): Promise<void> {
  const { audit, clock, thisProcess } = work.ports;
  const { who, host, door } = thisProcess.requester;
  await audit.append({
    at: isoTime(clock.now()),
    event,
    who,
    host,
    door,
    subject: service.label,
    operation: null,
    what,
    why: null,
    record: null,
  });
}
