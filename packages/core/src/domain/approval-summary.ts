import type { Instant } from './instant.ts';
import type { Plan } from './plan.ts';
import { whatIsConfirmed } from './what-is-confirmed.ts';

/** The sentences a second person decides on: what is done, what for safety, what was overridden, what warns. */
export function approvalSummary(plan: Plan, now: Instant): string[] {
  return [whatIsDone(plan, now), ...safety(plan), ...overridden(plan), ...warned(plan)];
}

function whatIsDone(plan: Plan, now: Instant): string {
  if (plan.kind === 'restore') return whatIsConfirmed(plan, now);
  return `This backs ${plan.azureName} up into ${plan.account}/${plan.container}, which locks it against other management operations for minutes.`;
}

function safety({ kind, safetyBackup, azureName }: Plan): string[] {
  if (kind !== 'restore') return [];
  if (safetyBackup?.made === true) return [`${azureName} is backed up first.`];
  return [`${azureName} is not backed up first: ${safetyBackup?.reason ?? 'no reason given'}.`];
}

function overridden({ overrides, environments }: Plan): string[] {
  const { forced, crossEnvironment } = overrides;
  const { from, to } = environments;
  return [
    ...(forced.length === 0 ? [] : [`Checks that are overridden: ${forced.join(', ')}.`]),
    ...(crossEnvironment
      ? [`It may cross from ${from ?? '?'} to ${to ?? '?'}, with users and keys.`]
      : []),
  ];
}

function warned({ checks }: Plan): string[] {
  return checks
    .filter(({ verdict }) => verdict === 'warn')
    .map(({ name, measured }) => `${name} warns: ${measured}.`);
}
