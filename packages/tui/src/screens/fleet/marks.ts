import { type FleetRow, holdOfAll, isSnoozed, type Warning } from '@lifeboat/core/live';

/**
 * What a person arranged for a service, in one word each, beside its verdict; a hold of everything is
 * said once, elsewhere.
 */
export function markWords(
  { service, judgement, hold, pause }: FleetRow,
  snoozed: ReadonlySet<string>,
): string[] {
  return [
    ...(hold !== null && hold.id !== holdOfAll ? ['held'] : []),
    ...(pause !== null && judgement.verdict !== 'paused' ? ['paused'] : []),
    ...(snoozed.has(service.id) ? ['snoozed'] : []),
  ];
}

/** Ids of the services with a warning nobody is told of. */
export function snoozedServices(warnings: readonly Warning[], now: number): ReadonlySet<string> {
  return new Set(
    warnings.filter((warning) => isSnoozed(warning, now)).map(({ service }) => service),
  );
}
