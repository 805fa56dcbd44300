import type { Check } from '../../domain/check.ts';
import type { Service } from '../../domain/configuration.ts';
import { formatDuration } from '../../domain/duration.ts';
import { nameToType } from '../../domain/name-to-type.ts';
import { timedWords } from '../../domain/range-words.ts';
import type { Diagnosis } from '../../domain/recovery.ts';
import type { AzureState, GatewayFact, RecoveryFacts } from '../../domain/recovery-facts.ts';
import { relativeTime } from '../../domain/relative-time.ts';
import type { Way } from '../../domain/ways-back.ts';
import type { Recovery } from '../../workflows/recover.ts';
import type { Block, Cell, Tone } from '../report.ts';

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
    const with_ = kind === 'wait' ? '' : ', safety backup included';
    return [
      `Takes about ${formatDuration(expected.medianMs)} (${timedWords(expected, 'past ')}${with_}).`,
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

/** How good the list of backups is, and how to make it better. */
export function recoveryStorage(
  { label, configured, resourceId }: Service,
  {
    storageReadAt,
    storageProblem,
    backups,
    facts,
    ways,
  }: Pick<Recovery, 'storageReadAt' | 'storageProblem' | 'backups' | 'facts' | 'ways'>,
  isConfigured: boolean,
): Block[] {
  const blocks: Block[] = [];
  const say = (text: string, tone: Tone = 'warn'): void =>
    void blocks.push({ kind: 'sentence', tone, text });
  if (storageProblem !== null) {
    const age =
      storageReadAt === null
        ? 'It was never read from here'
        : `What is said of backups is from ${relativeTime(storageReadAt, facts.now)}`;
    say(`${storageProblem} ${age}.`);
  }
  const name = nameToType({ configured, label, resourceId });
  if (backups > 0 && ways.length === 0) {
    // Whoever looks for a way must not take an empty page for one that is not complete.
    say(
      `No way back was found among the backups of ${label}. Safety backups are not offered, but can be restored by their ids: \`apim backups ${name} --all\` lists all.`,
    );
    say(`\`apim backup ${name}\` makes a new one.`, 'plain');
    return blocks;
  }
  if (backups > 0) {
    say(
      `All backups: \`apim backups ${name}\`. To another time: \`apim restore ${name} --from ${label}@TIME --plan\`.`,
      'quiet',
    );
    return blocks;
  }
  say(`No backup of ${label} is known on this machine.`);
  if (!isConfigured) {
    say('If you know the container with the backups, one of these lines finds them:', 'plain');
    blocks.push({ kind: 'command', line: 'apim init --from-storage CONTAINER-URL' });
    blocks.push({
      kind: 'command',
      line: `apim recover ${resourceId} --from-storage CONTAINER-URL`,
    });
    say('And if you know the blob, nothing else is needed:', 'plain');
    blocks.push({
      kind: 'command',
      line: 'apim restore TARGET-RESOURCE-ID --from BLOB-URL --access system-identity',
    });
  }
  return blocks;
}
