import type { Approval, ApprovalKind } from '../../domain/approval.ts';
import {
  approvalState,
  type Covered,
  isUsable,
  mayDecide,
  needsApproval,
} from '../../domain/approval-decision.ts';
import { approvalId } from '../../domain/approval-id.ts';
import type { Check } from '../../domain/check.ts';
import type { Service } from '../../domain/configuration.ts';
import { LifeboatError } from '../../domain/error.ts';
import type { Draft, Snapshot } from '../../ports/store.ts';
import { raiseNotice } from '../raise-notice.ts';
import type { Work } from '../work.ts';
import { approvalEntry } from './audit-approval.ts';
import { requestNotice } from './notices.ts';
import { approvalRequired } from './refusals.ts';
import type { Known } from './who-is.ts';

/** What somebody is about to do, for a second person to decide on. */
export type ApprovalAsk = {
  kind: ApprovalKind;
  service: Pick<Service, 'id' | 'label' | 'environment'>;
  /** All that the one run does: each may be what a rule wants a second person for. */
  covers: readonly Covered[];
  planHash: string;
  summary: string[];
  /** The command line that carries it out. */
  line: string;
  checks: readonly Check[];
  reason: string | null;
  /** From `whoIs`, and the one the hash was made with. */
  known: Known;
  /** The reason to go on without a second person; null waits for one. */
  breakGlass: string | null;
};

/** What lets it be carried out. It is spent by `spendGrant` in the update that writes the intent. */
export type Grant =
  | { kind: 'not-needed' }
  | { kind: 'approved'; approval: string; planHash: string }
  | { kind: 'broken-glass'; planHash: string; reason: string };

/** Where no rule wants a second person. */
export const notNeeded: Grant = { kind: 'not-needed' };

/**
 * Whether it may be carried out: no rule wants a second person, one has approved this very plan, or the
 * glass is broken. Else the request is written, once for a plan, and people hear of it.
 *
 * Errors: `approval-required` with the request's id, and who may decide; whatever kept the sign-in from
 * telling who asks, since nobody may decide on what they asked for themselves.
 */
export async function requireApproval(work: Work, ask: ApprovalAsk): Promise<Grant> {
  const rules = work.configuration.approvals;
  if (!needsApproval(rules, ask.covers)) return notNeeded;
  const now = work.ports.clock.now();
  const usable = usableFor(await work.ports.store.read(), work, ask.planHash);
  if (usable !== null) {
    return { kind: 'approved', approval: usable.id, planHash: ask.planHash };
  }
  if (ask.breakGlass !== null) {
    return { kind: 'broken-glass', planHash: ask.planHash, reason: ask.breakGlass };
  }
  refuseUnknown(ask);
  const seed = work.ports.ids.next();
  const { approval, written } = await work.ports.store.update((draft) => {
    const open = waiting(draft, ask.planHash, now);
    if (open !== null) return { approval: open, written: false };
    const request = newRequest(work, ask, now, approvalId(seed, isTaken(draft)));
    draft.put('approval', request);
    raiseNotice(draft, work.configuration, requestNotice(request, deciders(work, ask)), now);
    return { approval: request, written: true };
  });
  if (written) {
    await work.ports.audit.append(
      approvalEntry(work, 'approval', approval, `asks for a second person: ${approval.id}`),
    );
  }
  throw approvalRequired(approval, {
    by: deciders(work, ask),
    rejected: written ? rejectedBefore(await work.ports.store.read(), ask.planHash) : null,
    now,
  });
}

/** The request that lets this plan be carried out now; null when there is none. */
export function usableFor(snapshot: Snapshot, work: Work, hash: string): Approval | null {
  const plan = { hash, rules: work.configuration.approvals, now: work.ports.clock.now() };
  return snapshot.all('approval').find((approval) => isUsable(approval, plan)) ?? null;
}

/** Who may decide on what is asked for here. */
function deciders(work: Work, { known }: ApprovalAsk): string[] {
  return mayDecide(work.configuration.approvals, known.asker, work.configuration.people);
}

function waiting(draft: Draft, hash: string, now: number): Approval | null {
  const same = draft.all('approval').filter(({ planHash }) => planHash === hash);
  return same.find((approval) => approvalState(approval, now) === 'open') ?? null;
}

function rejectedBefore(snapshot: Snapshot, hash: string): Approval | null {
  return (
    snapshot
      .all('approval')
      .filter(({ planHash, status }) => planHash === hash && status === 'rejected')
      .toSorted((one, other) => other.askedAt - one.askedAt)[0] ?? null
  );
}

function isTaken(draft: Draft): (id: string) => boolean {
  return (id) => draft.get('approval', id) !== null;
}

/** Nobody may decide on their own request, so who asks has to be known. */
function refuseUnknown({ known }: ApprovalAsk): void {
  const { azure, slack } = known.asker;
  if (azure !== null || slack !== null) return;
  throw (
    known.problem ??
    new LifeboatError(
      'not-signed-in',
      'A second person is wanted, but the sign-in does not tell who asks for it. Nothing changed in Azure.',
      { hint: 'See `apim whoami`; sign in as yourself with `apim login`.' },
    )
  );
}

function newRequest(work: Work, ask: ApprovalAsk, now: number, id: string): Approval {
  return {
    id,
    kind: ask.kind,
    service: ask.service.id,
    label: ask.service.label,
    environment: ask.service.environment,
    planHash: ask.planHash,
    summary: [...ask.summary],
    checks: ask.checks.map(({ code: _code, ...check }) => check),
    line: ask.line,
    reason: ask.reason,
    asker: ask.known.asker,
    askedAt: now,
    endsAt: now + work.configuration.approvals.lastMs,
    status: 'open',
    decision: null,
    operation: null,
  };
}
