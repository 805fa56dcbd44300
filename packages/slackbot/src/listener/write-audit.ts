import type { Lifeboat } from '@lifeboat/core';
import { redact } from '../blocks/redact.ts';

/** What somebody in Slack did, or was refused. */
export type SlackAct = {
  event: 'command' | 'refusal';
  user: string;
  channel: string | null;
  correlation: string;
  what: string;
};

/** Writes it into the audit trail; resolves when it is on disk. */
export async function writeAudit({ ports }: Lifeboat, act: SlackAct): Promise<void> {
  const { user, channel, correlation } = act;
  await ports.audit.append({
    at: new Date(ports.clock.now()).toISOString(),
    event: act.event,
    who: `slack:${user}`,
    host: ports.thisProcess.host,
    door: 'slack',
    subject: null,
    operation: null,
    what: redact(act.what),
    why: null,
    record: { user, channel, correlation },
  });
}
