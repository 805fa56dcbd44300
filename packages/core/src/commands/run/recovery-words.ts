import type { Check } from '../../domain/check.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { Diagnosis } from '../../domain/recovery.ts';
import type { AzureState, GatewayFact, RecoveryFacts } from '../../domain/recovery-facts.ts';
import { relativeTime } from '../../domain/relative-time.ts';
import type { Way } from '../../domain/ways-back.ts';
import type { Cell, Tone } from '../report.ts';

/** How what is wrong with a service is meant. */
export function diagnosisTone({ kind }: Diagnosis): Tone {
  switch (kind) {
    case 'serving':
      return 'good';
    case 'working':
      return 'busy';
    case 'silent':
    case 'blind':
    case 'missing':
    case 'partly-serving':
      return 'warn';
    case 'deleted':
    case 'gone':
    case 'region-down':
    case 'not-serving':
    case 'failed':
      return 'bad';
  }
}

/** What was seen of a service, line by line: Azure, each gateway, what runs, else what is remembered. */
export function recoverySeen({
  facts,
}: {
  facts: Pick<RecoveryFacts, 'state' | 'gateways' | 'open' | 'remembered' | 'now'>;
}): { name: string; value: Cell }[] {
  const { state, gateways, remembered, now, open } = facts;
  const rows: { name: string; value: Cell }[] = [
    { name: 'Azure', value: azureWords(state) },
    ...gateways.map((gateway) => ({
      name: `gateway ${gateway.region ?? 'of any region'}`,
      value: gatewayCell(gateway),
    })),
  ];
  if (open !== null) {
    rows.push({ name: 'open', value: `a ${open.kind} that is ${open.status}: ${open.id}` });
  }
  if (state.kind !== 'there' && remembered !== null) {
    const was = [
      remembered.tier,
      remembered.region,
      ...remembered.regions,
      remembered.provisioningState,
    ];
    const words = was.filter((part) => part !== null).join(', ');
    rows.push({ name: 'remembered', value: `${words}, seen ${relativeTime(remembered.at, now)}` });
  }
  return rows;
}

function azureWords(state: AzureState): Cell {
  switch (state.kind) {
    case 'there':
      return state.provisioningState;
    case 'deleted':
      return { text: 'soft-deleted', tone: 'bad' };
    case 'gone':
      return { text: 'not there, not soft-deleted', tone: 'bad' };
    case 'missing':
      return { text: 'not there', tone: 'bad' };
    case 'unseen':
      return { text: `unknown: ${state.words}`, tone: 'warn' };
  }
}

function gatewayCell({ state, words }: GatewayFact): Cell {
  switch (state) {
    case 'serves':
      return { text: `serves: ${words}`, tone: 'good' };
    case 'bad':
      return { text: `answers badly: ${words}`, tone: 'bad' };
    case 'unknown':
      return { text: `unknown: ${words}`, tone: 'warn' };
  }
}

/** What there is to know of a way back: its cost, how long it takes, and each check that did not pass. */
export function wayFacts(way: Way): Cell[] {
  const open = way.checks.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'skip');
  return [way.costs, ...timeWords(way), ...open.map(checkCell)];
}

function timeWords({ kind, expected }: Way): string[] {
  if (expected !== null) {
    const { medianMs, shortestMs, longestMs, runs } = expected;
    const range = `${formatDuration(shortestMs)} to ${formatDuration(longestMs)}`;
    const with_ = kind === 'wait' ? '' : ', safety backup included';
    return [
      `Takes about ${formatDuration(medianMs)} (${range} in ${runs === 1 ? '1 past run' : `${runs} past runs`}${with_}).`,
    ];
  }
  switch (kind) {
    case 'undelete':
      return ['Takes minutes.'];
    case 'restore':
    case 'restore-standby':
    case 'restore-elsewhere':
    case 'recreate':
      // The how-to: "several minutes" for a backup, up to 45 minutes or more for a restore (facts/azure.md 3.3).
      return [
        'Nobody timed it here yet; Azure says up to 45 minutes or more, and minutes for the safety backup.',
      ];
    case 'wait':
    case 'rebuild':
      return [];
  }
}

function checkCell({ name, verdict, measured, remedy }: Check): Cell {
  const tone = verdict === 'fail' ? 'bad' : 'warn';
  const help = remedy === null ? '' : ` ${remedy}`;
  return { text: `${name}, ${verdict}: ${measured}.${help}`.replace('..', '.'), tone };
}
