import type { ApprovalKind } from '../../domain/approval.ts';
import type { Check } from '../../domain/check.ts';
import type { Service } from '../../domain/configuration.ts';
import { requesterKey } from '../../domain/person.ts';
import { planHash } from '../../domain/plan-hash.ts';
import type { Work } from '../work.ts';
import { brokenGlassEntry } from './audit-approval.ts';
import { type ApprovalAsk, type Grant, requireApproval } from './require-approval.ts';
import { type SpentElsewhere, spendGrant } from './spend-grant.ts';
import { whoIs } from './who-is.ts';

/** An undelete or a prune that somebody is about to do; neither is an operation of the store. */
export type ElsewhereWish = {
  kind: Extract<ApprovalKind, 'undelete' | 'prune'>;
  service: Service;
  /** What a prune deletes; none for an undelete. */
  blobs: readonly { url: string; etag: string | null }[];
  /** The sentences a second person decides on. */
  summary: string[];
  /** The command line that carries it out. */
  line: string;
  checks: readonly Check[];
  reason: string | null;
  breakGlass: string | null;
};

/** What a second person decides on before an undelete or a prune; for `requireApproval`. */
export async function askElsewhere(
  work: Work,
  wish: ElsewhereWish,
  signal?: AbortSignal,
): Promise<ApprovalAsk> {
  const { kind, service, blobs, ...rest } = wish;
  const known = await whoIs(work, service.signIn, signal);
  const hash = planHash({
    kind,
    target: service.id,
    blobs,
    freshOf: null,
    access: null,
    clientId: null,
    safetyBackup: null,
    forced: [],
    crossEnvironment: false,
    requester: requesterKey(known.asker),
  });
  const { environment } = service;
  return { ...rest, kind, service, covers: [{ kind, environment }], planHash: hash, known };
}

/**
 * Whether an undelete or a prune may be carried out, and spends what allows it at once: call it just
 * before the first request to Azure. `id` stands for the run in the approval and in the trail.
 * Errors: as `requireApproval` and `spendGrant`.
 */
export async function allowElsewhere(work: Work, ask: ApprovalAsk, id: string): Promise<Grant> {
  const grant = await requireApproval(work, ask);
  if (grant.kind === 'not-needed') return grant;
  const { label } = ask.service;
  const kind = ask.kind === 'prune' ? 'prune' : 'undelete';
  const spent: SpentElsewhere = { id, kind, service: ask.service.id, label };
  if (grant.kind === 'broken-glass') {
    const { planHash: hash } = ask;
    const about = { kind, label, operation: id, planHash: hash, reason: grant.reason };
    await work.ports.audit.append(brokenGlassEntry(work, about));
  }
  await work.ports.store.update((draft) => spendGrant(draft, work, grant, spent));
  return grant;
}
