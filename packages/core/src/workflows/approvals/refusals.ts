import { type Approval, type ApprovalKind, oneOfKind } from '../../domain/approval.ts';
import type { DecisionRefusal } from '../../domain/approval-decision.ts';
import { capital } from '../../domain/capital.ts';
import { LifeboatError } from '../../domain/error.ts';
import type { Instant } from '../../domain/instant.ts';
import { utcTimeAndRelative } from '../../domain/relative-time.ts';
import { whoMay } from './notices.ts';

/** Says that a second person is wanted, which request waits for one, and how it goes on. */
export function approvalRequired(
  { id, kind, label, line, endsAt }: Approval,
  about: { by: readonly string[]; rejected: Approval | null; now: Instant },
): LifeboatError {
  const { by, rejected, now } = about;
  const before =
    rejected?.decision == null
      ? ''
      : ` ${nameOf(rejected.decision.by)} rejected the same before (${rejected.id}): ${rejected.decision.reason ?? 'no reason given'}.`;
  return new LifeboatError(
    'approval-required',
    `${capital(oneOfKind(kind))} of ${label} wants a second person. The request is ${id}: ${whoMay(by)}, until ${utcTimeAndRelative(endsAt, now)}.${before} Nothing changed in Azure.`,
    {
      hint:
        by.length === 0
          ? nobodyDecides(kind)
          : `They type: apim approve ${id}. Then carry it out with: ${line}`,
      data: { request: id, by: [...by] },
    },
  );
}

/** A backup can wait, and a prune is never urgent: neither has a glass to break. */
function nobodyDecides(kind: ApprovalKind): string {
  const add = 'Add somebody under `approvals.by` and `people:`';
  if (kind === 'backup' || kind === 'prune') return `${add}.`;
  return `${add}, or go on alone, which everybody hears: --break-glass --reason "…".`;
}

/** The same of several things that are done in one run. */
export function allRequired(errors: readonly LifeboatError[]): LifeboatError {
  const [first, ...others] = errors;
  if (first !== undefined && others.length === 0) return first;
  const requests = errors.map(({ data }) => String(data?.request));
  return new LifeboatError('approval-required', errors.map(({ message }) => message).join('\n'), {
    hint: `They type ${requests.map((id) => `apim approve ${id}`).join(', ')}. Then type the same line again.`,
    data: { requests },
  });
}

/** Why a decision was not taken, as an error of its own code. */
export function decisionRefused(
  { id, kind, label }: Approval,
  refusal: DecisionRefusal,
  now: Instant,
): LifeboatError {
  const what = `the ${kind} of ${label} (${id})`;
  switch (refusal.why) {
    case 'unmapped':
      return new LifeboatError(
        'not-allowed',
        `Nobody under people: is known by this sign-in, so it may not decide on ${what}.`,
        { hint: 'See `apim whoami`: its object id belongs under `people:` of the configuration.' },
      );
    case 'not-approver':
      return new LifeboatError(
        'not-allowed',
        `${refusal.person} is not among those who may decide on ${what}.`,
        { hint: 'They are named under `approvals.by` of the configuration.' },
      );
    case 'own':
      return new LifeboatError(
        'not-allowed',
        `Whoever asked for ${what} may not decide on it, through any door.`,
        { hint: 'Ask somebody else who is named under `approvals.by`.' },
      );
    case 'decided': {
      const used = refusal.status === 'used' ? ' It was carried out since.' : '';
      const verdict = refusal.status === 'used' ? 'approved' : refusal.status;
      return new LifeboatError(
        'conflict',
        `${nameOf(refusal.by)} ${verdict} ${what} already, ${utcTimeAndRelative(refusal.at, now)}.${used}`,
        {
          hint: `See it with \`apim approvals --all\`.`,
          data: { request: id, decidedBy: nameOf(refusal.by) },
        },
      );
    }
    case 'ended':
      return new LifeboatError(
        'conflict',
        `The request for ${what} came to its end ${utcTimeAndRelative(refusal.at, now)}, so nobody can decide on it any more.`,
        { hint: 'Whoever asked has to ask again, with the same line.' },
      );
  }
}

function nameOf(by: { person: string | null; who: string }): string {
  return by.person ?? by.who;
}
