import type { AuditEntry } from '../domain/audit.ts';
import { isoTime } from '../domain/instant.ts';
import type { CommandContext } from './definition.ts';

/** Writes down in the audit trail what a command did itself, by whom and through which door. */
export async function writeTrail(
  { lifeboat, door }: Pick<CommandContext, 'lifeboat' | 'door'>,
  entry: Pick<AuditEntry, 'event' | 'subject' | 'what'>,
): Promise<void> {
  const { audit, clock, thisProcess } = lifeboat.ports;
  await audit.append({
    at: isoTime(clock.now()),
    who: thisProcess.who,
    host: thisProcess.host,
    door: door.name,
    operation: null,
    why: null,
    record: null,
    ...entry,
  });
}
