import { blobUrl } from '../../arm/blob-url.ts';
import type { Covered } from '../../domain/approval-decision.ts';
import { approvalSummary } from '../../domain/approval-summary.ts';
import { nameToType } from '../../domain/name-to-type.ts';
import type { Plan } from '../../domain/plan.ts';
import { shellWord } from '../../domain/shell-word.ts';
import type { BackupWish } from '../plan-backup.ts';
import type { RestoreWish } from '../plan-restore.ts';
import { restoreFlags } from '../restore-flags.ts';
import { restoreLine } from '../restore-line.ts';
import type { Work } from '../work.ts';
import type { ApprovalAsk } from './require-approval.ts';
import type { Known } from './who-is.ts';

type Planned<Wish> = { plan: Plan; wish: Wish; covers: readonly Covered[]; known: Known };

/** What a second person decides on before a backup, and the line that makes it. */
export function askOfBackup(
  work: Work,
  { plan, wish, covers, known }: Planned<BackupWish>,
): ApprovalAsk {
  const { service, storage, name, reason } = wish;
  const client = storage.clientId === null ? '' : ` --client-id ${storage.clientId}`;
  const isOwn = service.storage?.key === storage.key && service.storage.access === storage.access;
  const words = [
    'apim backup',
    nameToType(service),
    ...(isOwn
      ? []
      : [`--storage ${storageName(work, storage.key, plan)} --access ${storage.access}${client}`]),
    ...(name === null ? [] : [`--name ${shellWord(name)}`]),
    ...plan.overrides.forced.map((check) => `--force ${check}`),
    ...(reason === null ? [] : [`--reason ${shellWord(reason)}`]),
  ];
  return { ...common(work, { plan, wish, covers, known }), service, line: words.join(' ') };
}

/** What a second person decides on before a restore, and the line that carries it out. */
export function askOfRestore(
  work: Work,
  { plan, wish, covers, known }: Planned<RestoreWish>,
): ApprovalAsk {
  const { target, storage, reason, fresh = null } = wish;
  const source = fresh?.service ?? null;
  const from =
    source === null
      ? (plan.from?.backup ?? plan.blobUrl)
      : source.configured
        ? source.label
        : source.resourceId;
  const line = restoreLine(work.configuration, target, storage, from);
  return {
    ...common(work, { plan, wish, covers, known }),
    service: target,
    // The id, not what was typed: what was approved is what is restored.
    line: `${line}${restoreFlags(plan, reason)}`,
    breakGlass: wish.breakGlass ?? null,
  };
}

function common(
  work: Work,
  { plan, wish, covers, known }: Planned<{ reason: string | null }>,
): Omit<ApprovalAsk, 'service' | 'line'> {
  return {
    kind: plan.kind,
    covers,
    planHash: plan.hash,
    summary: approvalSummary(plan, work.ports.clock.now()),
    checks: plan.checks,
    reason: wish.reason,
    known,
    breakGlass: null,
  };
}

/** A key of the configuration, else the container's address. */
function storageName(
  { configuration }: Work,
  key: string,
  place: { account: string; container: string },
): string {
  if (configuration.storages[key] !== undefined) return key;
  const { account, container } = place;
  const { blobEndpoint } = configuration.cloud;
  return blobUrl(blobEndpoint, { account, container, name: '' }).replace(/\/$/, '');
}
