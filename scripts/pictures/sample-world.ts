import type { AuditEntry } from '../../packages/core/src/domain/audit.ts';
import type { SampleFleet } from '../../test/harness/sample-fleet.ts';

const hour = 3_600_000;

/** Puts into the pretend Azure what the sample's store says is there: its services, and every blob. */
export async function alignAzure({ azure, ports, lifeboat }: SampleFleet): Promise<void> {
  const store = await ports.store.read();
  for (const { id, resourceId } of lifeboat.configuration.services) {
    const seen = store.get('service', id);
    if (seen?.tier == null || seen.region === null) continue;
    azure.putService(resourceId, { tier: seen.tier, region: seen.region });
  }
  const backups = store.all('backup').map((backup) => {
    const { account, container, name, createdAt } = backup;
    const { etag } = azure.putBlob({ account, container }, name, { createdAt });
    return { ...backup, etag };
  });
  await ports.store.update((draft) => {
    for (const backup of backups) draft.put('backup', backup);
  });
}

/** Lets the gateways of one service stop answering. */
export function silence({ azure, ports, lifeboat }: SampleFleet, label: string): void {
  const words = 'nothing answers: the connection was refused';
  const named = lifeboat.configuration.services.filter((each) => each.label === label);
  const gateways = named.flatMap(({ resourceId }) => azure.service(resourceId)?.gateways ?? []);
  for (const { url } of gateways) ports.gateway.answer(url, { kind: 'no-answer', words });
}

/** A morning in the trail. */
export async function writeTrail({ ports }: SampleFleet): Promise<void> {
  const now = ports.clock.now();
  const entry = (agoMs: number, rest: Partial<AuditEntry>): AuditEntry => ({
    at: new Date(now - agoMs).toISOString(),
    event: 'outcome',
    who: 'ana@contoso.com',
    host: 'ana-laptop',
    door: 'tui',
    subject: null,
    operation: null,
    what: '',
    why: null,
    record: null,
    ...rest,
  });
  const watch = { who: 'lifeboat', host: 'watch-1', door: 'watch' };
  const all: AuditEntry[] = [
    entry(3.1 * hour, { ...watch, event: 'intent', subject: 'contoso-prod', what: 'backup' }),
    entry(3 * hour, { ...watch, subject: 'contoso-prod', what: 'backup succeeded in 6 min' }),
    entry(hour, {
      ...watch,
      subject: 'contoso-pay',
      what: 'backup failed: ServiceLocked: The service is transitioning.',
    }),
    entry(0.5 * hour, {
      event: 'snooze',
      subject: 'contoso-dev',
      what: 'reminders snoozed for 3 d',
      why: 'rebuilt on Thursday',
    }),
    entry(0.25 * hour, {
      event: 'decision',
      who: 'raj@contoso.com',
      host: 'raj-laptop',
      subject: 'contoso-dr',
      what: 'approved the restore from contoso-prod',
    }),
    entry(0.21 * hour, {
      event: 'acceptance',
      subject: 'contoso-dr',
      what: 'Azure took the restore',
    }),
  ];
  for (const each of all) await ports.audit.append(each);
}
