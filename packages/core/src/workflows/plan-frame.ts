import type { ApprovalKind, Asker } from '../domain/approval.ts';
import {
  approvalState,
  type Covered,
  mayDecide,
  needsApproval,
} from '../domain/approval-decision.ts';
import { requesterKey } from '../domain/person.ts';
import type { Plan, PlanApproval, PlanFrame } from '../domain/plan.ts';
import { type HashedPlan, planHash } from '../domain/plan-hash.ts';
import type { Snapshot } from '../ports/store.ts';
import type { Known } from './approvals/who-is.ts';
import type { Work } from './work.ts';

/** What a plan's frame is made of. */
export type Framed = {
  known: Known;
  /** All that the run does; a rule may want a second person for each. */
  covers: readonly Covered[];
  hashed: Omit<HashedPlan, 'requester'>;
  environments: Plan['environments'];
  snapshot: Snapshot;
};

/** Who asks, what is overridden, the plan's hash, and whether a second person is wanted. */
export function planFrame(work: Work, framed: Framed): PlanFrame {
  const { known, covers, hashed, environments, snapshot } = framed;
  const { asker, identity } = known;
  const hash = planHash({ ...hashed, requester: requesterKey(asker) });
  return {
    who: identity === null ? null : { name: identity.who, objectId: identity.objectId },
    requester: work.ports.thisProcess.requester,
    environments,
    overrides: {
      forced: [...new Set(hashed.forced)],
      crossEnvironment: hashed.crossEnvironment,
      fresh: hashed.freshOf !== null,
    },
    hash,
    approval: approvalOf(work, { asker, covers, hash, snapshot }),
  };
}

function approvalOf(
  work: Work,
  about: { asker: Asker; covers: readonly Covered[]; hash: string; snapshot: Snapshot },
): PlanApproval | null {
  const { approvals: rules, people } = work.configuration;
  const { asker, covers, hash, snapshot } = about;
  if (!needsApproval(rules, covers)) return null;
  const now = work.ports.clock.now();
  const newest = snapshot
    .all('approval')
    .filter(({ planHash: of }) => of === hash)
    .toSorted((one, other) => other.askedAt - one.askedAt)[0];
  return {
    by: mayDecide(rules, asker, people),
    request:
      newest === undefined
        ? null
        : { id: newest.id, state: approvalState(newest, now), endsAt: newest.endsAt },
  };
}

/** One thing a run does, for the rules. */
export function covered(kind: ApprovalKind, service: { environment: string | null }): Covered {
  return { kind, environment: service.environment };
}
