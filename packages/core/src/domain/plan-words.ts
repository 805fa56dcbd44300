import { formatDuration } from './duration.ts';
import type { Instant } from './instant.ts';
import type { Plan, PlanApproval, PlanStep } from './plan.ts';
import { timedWords } from './range-words.ts';
import { relativeTime, utcTime, utcTimeAndRelative } from './relative-time.ts';

/** A line of a plan: what it is about, and what there is to say. */
export type PlanRow = { name: string; value: string };

/** What stands above a plan. */
export function planTitle({ kind, azureName, tier, region }: Plan): string {
  const place = [tier, region].filter((part) => part !== null).join(' · ');
  const verb = kind === 'backup' ? 'Back up' : 'Restore into';
  return `${verb} ${azureName}${place === '' ? '' : `  ${place}`}`;
}

/** What stands above a plan's sentences: a backup takes nothing away. */
export function lossesTitle({ kind }: Pick<Plan, 'kind'>): string {
  return kind === 'backup' ? 'Good to know' : 'What will be lost and what does not come back';
}

/** A plan line by line, in the same words in every door; what nobody knows is left out. */
export function planRows(plan: Plan, now: Instant): PlanRow[] {
  const { fresh, overrides, approval } = plan;
  return [
    { name: 'resource', value: plan.resourceId },
    ...(fresh === null ? sourceRows(plan, now) : freshRows(plan, fresh)),
    { name: 'storage', value: `${plan.account}/${plan.container}, ${plan.access}` },
    ...environmentRows(plan),
    ...safetyRows(plan),
    ...takesRows(plan),
    ...whoRows(plan),
    ...(overrides.forced.length === 0
      ? []
      : [{ name: 'overridden', value: overrides.forced.join(', ') }]),
    ...(approval === null ? [] : [{ name: 'second person', value: approvalWords(approval, now) }]),
    { name: 'plan', value: plan.hash.slice(0, 12) },
  ];
}

function sourceRows({ from, blobName }: Plan, now: Instant): PlanRow[] {
  if (from === null) return [{ name: 'as', value: blobName }];
  const source = from.service === null ? '' : ` of ${from.service}`;
  return [
    { name: 'from', value: `${blobName}${source}` },
    ...(from.createdAt === null ? [] : [{ name: 'made', value: made(from, now) }]),
  ];
}

function freshRows({ blobName }: Plan, { service, access }: { service: string; access: string }) {
  return [
    { name: 'from', value: `${service}, which is backed up first (${access})` },
    { name: 'as', value: blobName },
  ];
}

function environmentRows({ kind, environments, overrides }: Plan): PlanRow[] {
  const { from, to } = environments;
  if (kind === 'backup') return to === null ? [] : [{ name: 'environment', value: to }];
  if (from === null && to === null) return [];
  const agreed = overrides.crossEnvironment ? ', which may be crossed' : '';
  const value =
    from === to ? `${to}` : `from ${from ?? 'an unnamed one'} into ${to ?? 'an unnamed one'}`;
  return [{ name: 'environment', value: `${value}${agreed}` }];
}

function safetyRows({ safetyBackup }: Plan): PlanRow[] {
  if (safetyBackup === null) return [];
  const { made: isMade, blobName, reason } = safetyBackup;
  const name = blobName === null ? '' : ` as ${blobName}`;
  const why = reason === null ? '' : `: ${reason}`;
  const value = isMade ? `the target is backed up first${name}` : `none${why}`;
  return [{ name: 'safety backup', value }];
}

function takesRows({ expected, steps }: Plan): PlanRow[] {
  if (expected === null) return [];
  const usual = formatDuration(expected.medianMs);
  const value = `usually ${usual} (${timedWords(expected)})${untimed(steps)}`;
  return [{ name: 'takes', value }];
}

/** Steps that never ran before are not in the sum. */
function untimed(steps: readonly PlanStep[]): string {
  const unknown = steps
    .filter(({ expected }) => expected === null)
    .map(({ what, service }) => `the ${what.replace('-', ' ')} of ${service}`);
  return unknown.length === 0 ? '' : `, and ${unknown.join(' and ')}, which nobody has timed yet`;
}

function whoRows({ who, requester }: Plan): PlanRow[] {
  const door = `${requester.who} on ${requester.host} (${requester.door})`;
  if (who === null) return [{ name: 'who', value: `${door}; the sign-in does not tell who it is` }];
  const id = who.objectId === null ? '' : `, object ${who.objectId}`;
  return [{ name: 'who', value: `${who.name}${id}; ${door}` }];
}

function approvalWords({ by, request }: PlanApproval, now: Instant): string {
  const of =
    by.length === 0 ? 'wanted, and nobody else may decide' : `wanted of ${by.join(' or ')}`;
  if (request === null) return of;
  const until = utcTimeAndRelative(request.endsAt, now);
  switch (request.state) {
    case 'open':
      return `${of}; ${request.id} waits until ${until}`;
    case 'approved':
      return `${request.id} is approved, until ${until}`;
    case 'rejected':
    case 'used':
    case 'ended':
      return `${of}; ${request.id} is ${request.state}`;
    default:
      return request.state satisfies never;
  }
}

function made(from: NonNullable<Plan['from']>, now: Instant): string {
  const { createdAt, expiresAt, estimated } = from;
  const about = estimated ? 'about ' : '';
  const start =
    createdAt === null
      ? ''
      : `${about}${utcTime(createdAt, now)} UTC (${relativeTime(createdAt, now)})`;
  if (expiresAt === null) return start;
  const end = `${utcTime(expiresAt, now)} UTC (${relativeTime(expiresAt, now)})`;
  return `${start}, restorable until ${end}`;
}
