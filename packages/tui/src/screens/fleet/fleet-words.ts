import type { FleetRow } from '@lifeboat/core/live';

/** The environment as a column has it; production is written large, so that it is not colour alone. */
export function environmentText(environment: string | null): string {
  return isProduction(environment) ? 'PROD' : (environment ?? '');
}

/** Whether a service is production, however that is spelled. */
export function isProduction(environment: string | null): boolean {
  return environment?.toLowerCase() === 'production';
}

/** The home region, and how many more there are. */
export function regionText({ seen }: Pick<FleetRow, 'seen'>): string {
  if (seen?.region == null) return '';
  return seen.regions.length === 0 ? seen.region : `${seen.region} +${seen.regions.length}`;
}

/** What is said of schedules while nothing runs that would start them; the fewest words that say it. */
export function watchWords(waiting: number): string {
  if (waiting === 0) return '';
  const many = waiting === 1 ? 'a schedule waits' : `${waiting} schedules wait`;
  return `  nothing watches: ${many}`;
}
