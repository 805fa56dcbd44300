import { type Approval, oneOfKind } from '../../domain/approval.ts';
import { isoTime } from '../../domain/instant.ts';
import type { NoticeCause } from '../raise-notice.ts';
import type { Work } from '../work.ts';
import type { Spent } from './spend-grant.ts';

/** What people hear when a second person is wanted. */
export function requestNotice(approval: Approval, by: readonly string[]): NoticeCause {
  const { id, kind, service, label, asker, reason, summary, endsAt } = approval;
  const why = reason === null ? '' : ` Reason: ${reason}.`;
  return {
    event: 'approval',
    cause: requestCause(approval),
    severity: 'warning',
    service,
    label,
    title: `${label}: ${asker.person ?? asker.who} asks for a second person for ${oneOfKind(kind)} (${id})`,
    text: `${summary.join(' ')}${why} ${whoMay(by)} until ${isoTime(endsAt)}: \`apim approve ${id}\`, or \`apim reject ${id} --reason "…"\`.`,
  };
}

/** What the request's notice is known by: a decision answers it. */
export function requestCause({ id, askedAt }: Pick<Approval, 'id' | 'askedAt'>): string {
  return `request|${id}|${askedAt}`;
}

/** What people hear when somebody decided. */
export function decisionNotice(approval: Approval): NoticeCause {
  const { id, askedAt, kind, service, label, status, decision, line, asker } = approval;
  const by = decision?.by.person ?? decision?.by.who ?? 'somebody';
  const why = decision?.reason == null ? '' : ` Reason: ${decision.reason}.`;
  const next =
    status === 'approved' ? ` ${asker.person ?? asker.who} carries it out with: ${line}` : '';
  return {
    event: 'approval',
    cause: `decision|${id}|${askedAt}`,
    severity: 'info',
    service,
    label,
    title: `${label}: ${by} ${status} the ${kind} (${id})`,
    text: `${by} ${status} the ${kind} of ${label} that ${asker.person ?? asker.who} asked for.${why}${next}`,
  };
}

/** What everybody hears when the glass is broken. */
export function brokenGlassNotice(spent: Spent, reason: string, work: Work): NoticeCause {
  const { who, host, door } = work.ports.thisProcess.requester;
  const { id, kind, service, label } = spent;
  return {
    event: 'approval',
    cause: `break-glass|${id}`,
    severity: 'critical',
    everybody: true,
    service,
    label,
    title: `${label}: ${who} broke the glass for ${oneOfKind(kind)}`,
    text: `${who} on ${host} (${door}) goes on with the ${kind} of ${label} without the second person that the rules want. Reason: ${reason}.`,
    ...(kind === 'backup' || kind === 'restore' ? { operation: id } : {}),
  };
}

/** Names as a sentence's subject: who may decide. */
export function whoMay(by: readonly string[]): string {
  if (by.length === 0) return 'Nobody but the one who asked may decide';
  return `${by.join(', ')} may decide`;
}
