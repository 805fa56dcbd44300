import type { ApprovalKind } from '../../domain/approval.ts';
import { type Covered, needsApproval } from '../../domain/approval-decision.ts';
import type { Service } from '../../domain/configuration.ts';
import { asLifeboatError, type LifeboatError } from '../../domain/error.ts';
import { requesterKey } from '../../domain/person.ts';
import { planHash } from '../../domain/plan-hash.ts';
import type { Work } from '../work.ts';
import { brokenGlassEntry } from './audit-approval.ts';
import { allRequired } from './refusals.ts';
import { type ApprovalAsk, type Grant, notNeeded, requireApproval } from './require-approval.ts';
import { type Spent, spendGrant } from './spend-grant.ts';
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
  reason: string | null;
  breakGlass: string | null;
};

/**
 * Whether undeletes or prunes that are one run may be carried out, and spends what allows them at once,
 * all or none: call it just before the first request to Azure. `id` stands for the run in approvals and
 * trail. Gives a grant for each wish, in their order.
 * Errors: as `requireApproval` and `spendGrant`; one that names every request that waits.
 */
export async function allowElsewhere(
  work: Work,
  wishes: readonly ElsewhereWish[],
  id: string,
  signal?: AbortSignal,
): Promise<Grant[]> {
  const allowed: { wish: ElsewhereWish; grant: Grant }[] = [];
  const refused: LifeboatError[] = [];
  for (const wish of wishes) {
    try {
      allowed.push({ wish, grant: await grantOf(work, wish, signal) });
    } catch (thrown) {
      const error = asLifeboatError(thrown);
      if (error.code !== 'approval-required') throw thrown;
      refused.push(error);
    }
  }
  if (refused.length > 0) throw allRequired(refused);
  for (const { wish, grant } of allowed) await noteBrokenGlass(work, wish, grant, id);
  if (allowed.some(({ grant }) => grant.kind !== 'not-needed')) {
    await work.ports.store.update((draft) => {
      for (const { wish, grant } of allowed) spendGrant(draft, work, grant, spentBy(wish, id));
    });
  }
  return allowed.map(({ grant }) => grant);
}

/** Asks who is here only where a rule wants a second person. */
async function grantOf(work: Work, wish: ElsewhereWish, signal?: AbortSignal): Promise<Grant> {
  const { kind, service } = wish;
  const covers = [{ kind, environment: service.environment }];
  if (!needsApproval(work.configuration.approvals, covers)) return notNeeded;
  return requireApproval(work, await askOf(work, wish, covers, signal));
}

async function askOf(
  work: Work,
  wish: ElsewhereWish,
  covers: readonly Covered[],
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
  // Neither has checks of a plan: both look for themselves just before each request.
  return { ...rest, kind, service, covers, checks: [], planHash: hash, known };
}

async function noteBrokenGlass(
  work: Work,
  wish: ElsewhereWish,
  grant: Grant,
  id: string,
): Promise<void> {
  if (grant.kind !== 'broken-glass') return;
  const { kind, service } = wish;
  const { reason, planHash: hash } = grant;
  const about = { kind, label: service.label, operation: id, planHash: hash, reason };
  await work.ports.audit.append(brokenGlassEntry(work, about));
}

function spentBy({ kind, service: { id: service, label } }: ElsewhereWish, id: string): Spent {
  return { id, kind, service, label };
}
