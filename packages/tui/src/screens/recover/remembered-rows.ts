import { type Block, type Cell, relativeTime } from '@lifeboat/core';
import { type FleetRow, utcTimeAndRelative, verdictTone } from '@lifeboat/core/live';

/** What is known of a service before anybody looked: the store's word, with its age. */
export function rememberedBlocks(row: FleetRow | null, now: number): Block[] {
  if (row === null) {
    const text = 'Nothing is remembered of it on this machine.';
    return [{ kind: 'sentence', tone: 'quiet', text }];
  }
  const { seen, judgement, open } = row;
  const { newest } = judgement;
  const rows: { name: string; value: Cell }[] = [
    { name: 'Azure', value: seenWords(row) },
    { name: 'backups', value: { text: judgement.why, tone: verdictTone(judgement.verdict) } },
    ...(newest === null
      ? []
      : [{ name: 'newest', value: `made ${utcTimeAndRelative(newest.createdAt, now)}` }]),
    ...open.map(({ kind, status, id }) => ({
      name: 'open',
      value: `a ${kind} that is ${status}: ${id}`,
    })),
  ];
  const age = seen === null ? '' : `, seen ${relativeTime(seen.at, now)}`;
  return [
    { kind: 'heading', text: `Remembered${age}` },
    { kind: 'fields', rows },
  ];
}

function seenWords({ seen }: FleetRow): Cell {
  if (seen === null) return { text: 'never asked from here', tone: 'warn' };
  if (!seen.exists) return { text: 'was not there', tone: 'bad' };
  const parts = [seen.tier, seen.region, ...seen.regions, seen.provisioningState];
  return parts.filter((part) => part !== null).join(', ');
}
