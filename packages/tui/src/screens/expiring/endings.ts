import {
  type Backup,
  expiresAt,
  type FleetRow,
  isSnoozed,
  type Warning,
} from '@lifeboat/core/live';
import { dayOf } from '../../components/days.ts';

/** When a service loses its last restorable backup. */
export type Ending = {
  row: FleetRow;
  /** The last restorable one, or the newest there was; null where there never was one. */
  backup: Backup | null;
  /** When it ends, or ended; null where there never was one. */
  end: number | null;
  /** Whether one will end, nothing restores now, or nobody knows whether anything does. */
  kind: 'ends' | 'none' | 'unknown';
  /** A warning nobody is told of; null while people are told. */
  snoozed: Warning | null;
};

/**
 * The end of the last restorable backup of every service that can have one: those without any first,
 * then those of which nobody knows, then by when it ends. Pure; it looks at the whole fleet.
 */
export function endingsOf(
  rows: readonly FleetRow[],
  warnings: readonly Warning[],
  now: number,
): Ending[] {
  const silent = new Map(
    warnings.filter((each) => isSnoozed(each, now)).map((each) => [each.service, each]),
  );
  return rows
    .filter(({ judgement }) => judgement.verdict !== 'cannot')
    .map((row): Ending => {
      const { newest, restorableUntil } = row.judgement;
      const last = row.backups.find(({ purpose }) => purpose !== 'safety') ?? null;
      return {
        row,
        backup: newest ?? last,
        end: restorableUntil ?? (last === null ? null : Math.min(expiresAt(last), now)),
        kind: kindOf(row),
        snoozed: silent.get(row.service.id) ?? null,
      };
    })
    .toSorted((one, other) => rank(one) - rank(other));
}

function kindOf({ judgement }: FleetRow): Ending['kind'] {
  if (judgement.restorableUntil !== null) return 'ends';
  return judgement.verdict === 'unknown' ? 'unknown' : 'none';
}

/** Without any, then unknown, before all that still have one. */
function rank({ kind, end }: Ending): number {
  switch (kind) {
    case 'none':
      return -2;
    case 'unknown':
      return -1;
    case 'ends':
      return end ?? 0;
    default:
      return kind satisfies never;
  }
}

/** The services that lose their last one on each day ahead. */
export function endingsByDay(endings: readonly Ending[]): ReadonlyMap<number, readonly Ending[]> {
  const ahead = endings.filter(({ kind, end }) => kind === 'ends' && end !== null);
  return Map.groupBy(ahead, ({ end }) => dayOf(end ?? 0));
}
