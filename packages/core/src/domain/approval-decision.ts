import type { Approval, ApprovalKind, ApprovalRules, Asker, Person } from './approval.ts';
import type { Instant } from './instant.ts';
import { maybeSame } from './person.ts';

/** How a request stands: as it was decided, or `ended` when its time went by before it was used. */
export type ApprovalState = Approval['status'] | 'ended';

/** How a request stands now. A rejected or used one stays so. */
export function approvalState(approval: Approval, now: Instant): ApprovalState {
  const { status, endsAt } = approval;
  const waits = status === 'open' || status === 'approved';
  return waits && now >= endsAt ? 'ended' : status;
}

/** What is about to be done, in which environment; one run may do several things. */
export type Covered = { kind: ApprovalKind; environment: string | null };

/** Whether the rules want a second person for any of it. */
export function needsApproval(rules: ApprovalRules, covers: readonly Covered[]): boolean {
  return covers.some(
    ({ kind, environment }) =>
      environment !== null && (rules.environments[kind] ?? []).includes(environment),
  );
}

/** Who may decide on what somebody asked for: names under `people:`, without the one who asks. */
export function mayDecide(rules: ApprovalRules, asker: Asker, people: readonly Person[]): string[] {
  return rules.by.filter((name) => {
    const person = people.find((one) => one.name === name);
    if (person === undefined) return false;
    const { azure, slack } = person;
    return !maybeSame(asker, { ...asker, person: name, azure, slack }, people);
  });
}

/** Why somebody may not decide on a request. */
export type DecisionRefusal =
  /** Nobody under `people:` is known by what the door knows of them. */
  | { why: 'unmapped' }
  | { why: 'not-approver'; person: string }
  | { why: 'own' }
  | { why: 'decided'; by: Asker; at: Instant; status: Approval['status'] }
  | { why: 'ended'; at: Instant };

/** Why this decision may not be made now; null when it may. */
export function refuseDecision(
  approval: Approval,
  decider: Asker,
  { rules, people, now }: { rules: ApprovalRules; people: readonly Person[]; now: Instant },
): DecisionRefusal | null {
  const { person } = decider;
  if (person === null) return { why: 'unmapped' };
  if (!rules.by.includes(person)) return { why: 'not-approver', person };
  if (maybeSame(approval.asker, decider, people)) return { why: 'own' };
  const { decision, status } = approval;
  if (decision !== null) return { why: 'decided', by: decision.by, at: decision.at, status };
  if (now >= approval.endsAt) return { why: 'ended', at: approval.endsAt };
  return null;
}

/**
 * Whether a request lets this plan be carried out: approved, for this very plan, inside its time,
 * not used, and by somebody who may still decide.
 */
export function isUsable(
  approval: Approval,
  plan: { hash: string; rules: ApprovalRules; now: Instant },
): boolean {
  const by = approval.decision?.by.person ?? null;
  return (
    approvalState(approval, plan.now) === 'approved' &&
    approval.planHash === plan.hash &&
    by !== null &&
    plan.rules.by.includes(by)
  );
}
