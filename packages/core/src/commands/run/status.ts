import type { Approval } from '../../domain/approval.ts';
import { formatDuration } from '../../domain/duration.ts';
import { LifeboatError } from '../../domain/error.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Operation } from '../../domain/operation.ts';
import type { Warning } from '../../domain/warning.ts';
import type { Recovery, Snapshot } from '../../ports/store.ts';
import type { Processes } from '../../ports/system.ts';
import { openOperations } from '../../workflows/adopt.ts';
import { openRequests } from '../../workflows/approvals/open-requests.ts';
import { currentWarnings } from '../../workflows/current-warnings.ts';
import { dataMaxAgeMs, type FleetRow, fleetRows, oldestAnswer } from '../../workflows/fleet.ts';
import { resolveKnown } from '../../workflows/known-services.ts';
import { type ReceiverState, receiverStates } from '../../workflows/outbox/receiver-states.ts';
import { unwatched } from '../../workflows/watch-beat.ts';
import { approvalDocument } from '../approval-document.ts';
import type { CommandContext, Input } from '../definition.ts';
import { operationDocument, warningDocument } from '../json.ts';
import type { Block, Report } from '../report.ts';
import { type ClockThen, clockBlocks, clockDocuments, clockThen } from './clock-words.ts';
import { failoverBlocks } from './failover-words.ts';
import { reasons } from './fleet-table.ts';
import { openTable, unknownBlocks } from './open-operations.ts';
import { rebuiltStoreWords } from './rebuilt-store-words.ts';
import { deafReceivers, receiverBlocks, receiverDocument } from './receiver-words.ts';
import { requestLines } from './request-words.ts';
import { stopBlocks } from './stop-words.ts';
import { needsPerson, rowDocument } from './verdict-words.ts';
import { isSnoozed, snoozeBlocks, warningWords } from './warning-words.ts';

/** What `apim status` shows, before it is put into words. */
type Standing = {
  rows: FleetRow[];
  open: Operation[];
  warnings: Warning[];
  /** Requests that wait for a second person. */
  approvals: Approval[];
  /** None when one service was asked for. */
  receivers: ReceiverState[];
  clock: ClockThen | null;
  /** Services with a schedule that nothing runs; empty while something watches. */
  unwatched: string[];
  recovery: Recovery | null;
  snapshot: Snapshot;
  processes: Processes;
  now: Instant;
};

/** What `apim status` does. Asks nobody: the store is all it reads. */
export async function runStatus(context: CommandContext, input: Input): Promise<Report> {
  const standing = await look(context, input.one('service'));
  const { rows, open, warnings, clock } = standing;
  return {
    data: {
      services: rows.map((row) => rowDocument(row, standing.now)),
      operations: open.map(operationDocument),
      warnings: warnings.map(warningDocument),
      approvals: standing.approvals.map((one) => approvalDocument(one, standing.now)),
      receivers: standing.receivers.map(receiverDocument),
      checks: clockDocuments(clock),
    },
    blocks: [
      ...recoveryBlocks(standing.recovery),
      ...clockBlocks(clock, standing.now),
      ...runningBlocks(standing),
      ...personBlocks(standing),
      ...snoozeBlocks(warnings, standing.now),
      ...failoverBlocks(rows, standing.now),
      ...stopBlocks(standing.rows, standing.now),
      ...watchBlocks(standing),
      ...summary(standing, context.lifeboat.configuration.path !== null),
    ],
    error: input.has('check') ? (unconfigured(context) ?? findings(standing)) : null,
  };
}

/** A monitor that watches nothing must not be green. */
function unconfigured({ lifeboat }: CommandContext): LifeboatError | null {
  if (lifeboat.configuration.path !== null) return null;
  return new LifeboatError(
    'config-missing',
    `There is no configuration at ${lifeboat.places.configuration}, so nothing is watched.`,
    {
      hint: 'Run `apim init`, or name the file with --config or LIFEBOAT_CONFIG.',
    },
  );
}

async function look({ lifeboat }: CommandContext, name: string | null): Promise<Standing> {
  const { ports, configuration } = lifeboat;
  const [snapshot, recovery] = await Promise.all([ports.store.read(), ports.store.recovery()]);
  const now = ports.clock.now();
  const only = name === null ? null : resolveKnown(configuration, snapshot, name).id;
  const rows = fleetRows(snapshot, configuration, now).filter(
    ({ service }) => only === null || service.id === only,
  );
  const open = openOperations(snapshot).filter(({ service }) => only === null || service === only);
  const warnings = currentWarnings(rows, snapshot, configuration, now);
  const approvals = openRequests(snapshot, now).filter(
    ({ service }) => only === null || service === only,
  );
  const clock = clockThen(rows, now);
  const receivers = only === null ? receiverStates(snapshot) : [];
  const { processes } = ports;
  const shown = new Set(rows.map(({ service }) => service.label));
  const waiting = unwatched(configuration, snapshot, processes, now).filter((label) =>
    shown.has(label),
  );
  return {
    rows,
    open,
    warnings,
    approvals,
    receivers,
    clock,
    unwatched: waiting,
    recovery,
    snapshot,
    processes,
    now,
  };
}

function recoveryBlocks(recovery: Recovery | null): Block[] {
  const words = recovery === null ? [] : rebuiltStoreWords(recovery);
  return words.map((text): Block => ({ kind: 'sentence', tone: 'warn', text }));
}

function runningBlocks({ open, snapshot, rows, processes, now }: Standing): Block[] {
  const running = open.filter(({ status }) => status !== 'unknown');
  if (running.length === 0) return [];
  return [
    { kind: 'heading', text: 'Runs now' },
    openTable(running, { snapshot, rows, processes, now }),
    { kind: 'sentence', tone: 'quiet', text: 'Watch it with `apim follow`.' },
  ];
}

function personBlocks({ rows, open, warnings, approvals, receivers, now }: Standing): Block[] {
  const unknown = open.filter(({ status }) => status === 'unknown');
  // A verdict that needs a person says what its warnings would say again.
  const warned = rows
    .filter(({ judgement }) => !needsPerson(judgement.verdict))
    .flatMap(({ service }): Block[] => {
      const own = warnings.filter((one) => one.service === service.id && !isSnoozed(one, now));
      const words = warningWords(own, now);
      if (words.length === 0) return [];
      return [{ kind: 'sentence', tone: 'warn', text: `${service.label}: ${words.join('; ')}.` }];
    });
  const blocks = [
    ...unknown.flatMap((operation) => unknownBlocks(operation, now)),
    ...requestLines(approvals, now),
    ...reasons(rows),
    ...warned,
    ...storageProblems(rows),
    ...receiverBlocks(receivers, now),
  ];
  return blocks.length === 0 ? [] : [{ kind: 'heading', text: 'Needs a person' }, ...blocks];
}

/** Schedules run only while something watches. */
function watchBlocks({ unwatched: waiting }: Standing): Block[] {
  if (waiting.length === 0) return [];
  const many = waiting.length === 1 ? 'a schedule waits' : `${waiting.length} schedules wait`;
  const text = `Nothing watches, so ${many}: start \`apim watch\`.`;
  return [{ kind: 'sentence', tone: 'warn', text }];
}

/** Storages that could not be read when last tried: what is shown of them grows old. */
function storageProblems(rows: readonly FleetRow[]): Block[] {
  const blind = rows.filter(({ seen }) => (seen?.storageProblem ?? null) !== null);
  return [...Map.groupBy(blind, ({ seen }) => seen?.storageProblem ?? '')].map(
    ([problem, same]) => {
      const names = same.map(({ service }) => service.label).join(', ');
      return { kind: 'sentence', tone: 'warn', text: `${names}: ${problem}` };
    },
  );
}

function summary(
  { rows, open, approvals, receivers, now }: Standing,
  configured: boolean,
): Block[] {
  if (rows.length === 0) {
    const text = configured
      ? 'No services are configured.'
      : 'There is no configuration yet: run `apim init`.';
    return open.length === 0 ? [{ kind: 'sentence', tone: 'plain', text }] : [];
  }
  const counts = Map.groupBy(rows, ({ judgement }) => judgement.verdict);
  const words = [...counts].map(([verdict, same]) => `${same.length} ${verdict}`).join(', ');
  const oldest = oldestAnswer(rows);
  const age =
    oldest === null
      ? 'not all were ever read: `apim services` reads them'
      : `data ${formatDuration(now - oldest)} old`;
  const count = rows.length === 1 ? '1 service' : `${rows.length} services`;
  const calm =
    open.length === 0 &&
    approvals.length === 0 &&
    receiverBlocks(receivers, now).length === 0 &&
    rows.every(
      ({ judgement, seen }) =>
        !needsPerson(judgement.verdict) && (seen?.storageProblem ?? null) === null,
    );
  return [
    ...(calm
      ? [
          {
            kind: 'sentence' as const,
            tone: 'good' as const,
            text: 'Nothing runs, nobody is needed.',
          },
        ]
      : []),
    { kind: 'sentence', tone: 'quiet', text: `${count}: ${words}; ${age}.` },
  ];
}

/** What a monitor should look at, as the error that makes the exit 3; null when there is nothing. */
function findings({
  rows,
  open,
  warnings,
  receivers,
  clock,
  now,
  ...rest
}: Standing): LifeboatError | null {
  const loud = warnings.filter((warning) => !isSnoozed(warning, now));
  const unknown = open.filter(({ status }) => status === 'unknown');
  const old = rows.filter(isOld(now));
  const bad = rows.filter(
    (row) => needsPerson(row.judgement.verdict) && row.judgement.verdict !== 'unknown',
  );
  const blind = rows.filter(({ seen }) => (seen?.storageProblem ?? null) !== null);
  const found = [
    named(
      'whose storage could not be read',
      blind.map(({ service }) => service.label),
    ),
    named(
      'with an unknown operation',
      unknown.map(({ label }) => label),
    ),
    named('with a warning', [...new Set(loud.map(({ label }) => label))]),
    named(
      'whose backups need a person',
      bad.map(({ service }) => service.label),
    ),
    named(
      'whose data is older than a day or was never read',
      old.map(({ service }) => service.label),
    ),
    named('that did not take what people should hear', deafReceivers(receivers, now)),
    named('with a schedule that nothing runs', rest.unwatched),
    // A minute or two spoil no verdict; from the check's own bound on nothing here can be relied on.
    clock?.check.verdict === 'fail' ? `this machine's clock was ${clock.check.measured}` : null,
  ].filter((words) => words !== null);
  if (found.length === 0) return null;
  return new LifeboatError('warnings', `${found.join('; ')}.`, {
    hint: '`apim status` says why and what helps; `apim services` reads Azure again.',
  });
}

function named(what: string, labels: readonly string[]): string | null {
  return labels.length === 0 ? null : `${labels.length} ${what} (${labels.join(', ')})`;
}

function isOld(now: Instant): (row: FleetRow) => boolean {
  return ({ seen, judgement }) => {
    if (judgement.verdict === 'cannot' || judgement.verdict === 'gone') return false;
    if (seen === null || judgement.verdict === 'unknown') return true;
    return now - seen.at > dataMaxAgeMs;
  };
}
