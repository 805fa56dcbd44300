import type { Instant } from '../../domain/instant.ts';
import { isoTime } from '../../domain/instant.ts';
import { relativeTime } from '../../domain/relative-time.ts';
import { type Readiness, readinessOf } from '../../domain/standing.ts';
import type { FleetRow } from '../../workflows/fleet.ts';
import { checkDocument, type FailoverDocument } from '../json.ts';
import type { Block, Cell, Tone } from '../report.ts';

type Pair = Pick<FleetRow, 'service' | 'standing'>;

/** Whether the standby of a service could take its place, as `--json` shows it; null without one. */
export function failoverDocument(
  { service, standing }: Pair,
  now: Instant,
): FailoverDocument | null {
  if (service.standby === null) return null;
  return {
    standby: service.standby,
    ready: readinessOf(standing, now),
    checkedAt: standing === null ? null : isoTime(standing.at),
    checks: (standing?.checks ?? []).map(checkDocument),
  };
}

/** The same in a cell of the fleet: "ready, 3h ago". */
export function failoverCell({ service, standing }: Pair, now: Instant): Cell {
  if (service.standby === null) return '–';
  if (standing === null) return { text: 'not checked', tone: 'quiet' };
  const ready = readinessOf(standing, now);
  return { text: `${ready}, ${relativeTime(standing.at, now)}`, tone: toneOf(ready) };
}

/** A sentence for each pair: whether the failover is ready, since when that is known, and what speaks against it. */
export function failoverBlocks(rows: readonly Pair[], now: Instant): Block[] {
  const told = rows.flatMap(({ service, standing }): Block[] => {
    if (service.standby === null || standing === null) return [];
    const ready = readinessOf(standing, now);
    const against = standing.checks.filter(
      ({ verdict }) => verdict !== 'pass' && verdict !== 'skip',
    );
    const why = against.map(({ measured }) => measured).join('; ');
    const text = `${service.standby} stands by for ${service.label}: failover ${wordsOf(ready)}, checked ${relativeTime(standing.at, now)}${why === '' ? '' : `: ${why}`}.`;
    return [{ kind: 'sentence', tone: toneOf(ready), text }];
  });
  return told.length === 0 ? [] : [{ kind: 'heading', text: 'Failover' }, ...told];
}

function wordsOf(ready: Readiness): string {
  return ready === 'not-ready' ? 'not ready' : ready;
}

function toneOf(ready: Readiness): Tone {
  switch (ready) {
    case 'ready':
      return 'good';
    case 'not-ready':
      return 'bad';
    case 'doubtful':
    case 'unknown':
      return 'warn';
    default:
      return ready satisfies never;
  }
}
