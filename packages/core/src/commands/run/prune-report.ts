import { expiresAt } from '../../domain/backup.ts';
import { LifeboatError } from '../../domain/error.ts';
import type { Instant } from '../../domain/instant.ts';
import { relativeTime, utcDate } from '../../domain/relative-time.ts';
import type { Retention } from '../../domain/retention.ts';
import type { Snapshot } from '../../ports/store.ts';
import type { PrunePlan } from '../../workflows/plan-prune.ts';
import type { Pruned } from '../../workflows/prune.ts';
import { backupDocument } from '../json.ts';
import type { Block, Cell, Report, Tone } from '../report.ts';

/** What was planned, and what came of it; `pruned` is null when nothing was to be deleted yet. */
export type PruneOutcome = {
  plan: PrunePlan;
  pruned: readonly Pruned[] | null;
  /** The line that deletes what is shown; null where it may not be deleted yet. */
  line: string | null;
  /** Stopped before all were tried. */
  interrupted: boolean;
  snapshot: Snapshot;
  now: Instant;
};

/** The answer of `apim prune`: every blob that is there, whether it goes or stays, and why. */
export function pruneReport(outcome: PruneOutcome): Report {
  const { plan, pruned, line } = outcome;
  const all = plan.services.flatMap(({ retentions }) => retentions);
  // What is gone already is no blob that could go or stay.
  const there = all.filter(({ reason }) => reason !== 'not-there');
  const error = errorOf(outcome);
  return {
    data: {
      backups: there.map((retention) => documentOf(retention, outcome)),
      deleted: (pruned ?? []).flatMap(({ retention, deletion }) =>
        deletion.kind === 'deleted' ? [retention.backup.id] : [],
      ),
    },
    blocks: [
      ...(there.length === 0 ? [] : [table(there, outcome)]),
      ...storageProblems(plan, error),
      ...keepHints(plan),
      ...closing(there, pruned, line),
    ],
    error,
  };
}

/** What became of one, as it is said while it goes on. */
export function prunedWords({ retention, deletion }: Pruned): { text: string; tone: Tone } {
  const { id, label } = retention.backup;
  switch (deletion.kind) {
    case 'deleted': {
      const beside =
        deletion.companion === null ? '' : ` Its companion stays: ${deletion.companion}`;
      return { text: `Deleted ${id} of ${label}.${beside}`, tone: 'good' };
    }
    case 'kept':
      return { text: `Kept ${id} of ${label}: ${deletion.why}.`, tone: 'warn' };
    case 'unknown':
      return { text: `${id} of ${label}: ${deletion.why}.`, tone: 'bad' };
  }
}

function documentOf(retention: Retention, { pruned, snapshot, now }: PruneOutcome) {
  const { backup, goes, reason, why } = retention;
  const outcome = outcomeOf(retention, pruned);
  const known = snapshot.get('backup', backup.id) ?? backup;
  const targetTier = snapshot.get('service', backup.service)?.tier ?? null;
  return {
    ...backupDocument(known, { targetTier, now }),
    goes,
    reason,
    why,
    outcome: outcome?.deletion.kind ?? null,
    problem: outcome === null || outcome.deletion.kind === 'deleted' ? null : outcome.deletion.why,
  };
}

function outcomeOf({ backup }: Retention, pruned: readonly Pruned[] | null): Pruned | null {
  return pruned?.find(({ retention }) => retention.backup.id === backup.id) ?? null;
}

function table(retentions: readonly Retention[], { pruned, now }: PruneOutcome): Block {
  return {
    kind: 'table',
    columns: [
      { title: 'service', align: 'left' },
      { title: 'backup', align: 'left' },
      { title: 'age', align: 'right' },
      { title: 'restorable until', align: 'left' },
      { title: 'verdict', align: 'left' },
      { title: 'why', align: 'left' },
    ],
    rows: retentions.map((retention): Cell[] => {
      const { backup } = retention;
      const safety = backup.purpose === 'safety' ? ' (safety)' : '';
      const end = expiresAt(backup);
      return [
        { text: backup.label, tone: 'strong' },
        `${backup.id}${safety}`,
        relativeTime(backup.createdAt, now),
        `${utcDate(end, now)}  ${relativeTime(end, now)}`,
        ...verdictCells(retention, outcomeOf(retention, pruned)),
      ];
    }),
  };
}

function verdictCells({ goes, why }: Retention, pruned: Pruned | null): [Cell, Cell] {
  if (pruned === null) return [goes ? { text: 'goes', tone: 'warn' } : 'stays', why];
  const { deletion } = pruned;
  switch (deletion.kind) {
    case 'deleted':
      return [{ text: 'deleted', tone: 'good' }, why];
    case 'kept':
      return [{ text: 'stays', tone: 'warn' }, deletion.why];
    case 'unknown':
      return [{ text: 'unknown', tone: 'bad' }, deletion.why];
  }
}

function storageProblems({ storages }: PrunePlan, error: LifeboatError | null): Block[] {
  return storages.flatMap(({ problem }): Block[] =>
    problem === null || problem === error
      ? []
      : [{ kind: 'sentence', tone: 'warn', text: problem.message }],
  );
}

/** Services that lose nothing because nobody said how long to keep. */
function keepHints({ services }: PrunePlan): Block[] {
  const without = services.filter(({ service }) => service.keepMs === null);
  if (without.length === 0) return [];
  const names = without.map(({ service }) => service.label).join(', ');
  const text = `Without \`keep\` in the configuration nothing goes: ${names}.`;
  return [{ kind: 'sentence', tone: 'plain', text }];
}

function closing(
  there: readonly Retention[],
  pruned: readonly Pruned[] | null,
  line: string | null,
): Block[] {
  const going = there.filter(({ goes }) => goes);
  if (going.length === 0) {
    const why =
      there.length === 0 ? 'no backup is there' : 'every backup stays, for the reason beside it';
    return [{ kind: 'sentence', tone: 'good', text: `Nothing was deleted: ${why}.` }];
  }
  if (pruned === null) {
    const text = `${going.length} of ${there.length} could go. Nothing was deleted`;
    if (line === null) return [{ kind: 'sentence', tone: 'plain', text: `${text}.` }];
    return [
      { kind: 'sentence', tone: 'plain', text: `${text}; to delete them:` },
      { kind: 'command', line },
    ];
  }
  const deleted = pruned.filter(({ deletion }) => deletion.kind === 'deleted').length;
  const text = `Azure confirmed ${deleted} of ${going.length} deletions.`;
  return [{ kind: 'sentence', tone: deleted === going.length ? 'good' : 'warn', text }];
}

function errorOf({ plan, pruned, interrupted }: PruneOutcome): LifeboatError | null {
  if (interrupted) {
    return new LifeboatError(
      'interrupted',
      'You stopped the prune. What was deleted until then is said above; nothing else was touched.',
      { hint: 'Run it again: it goes on where it stopped.' },
    );
  }
  const left = (pruned ?? []).filter(({ deletion }) => deletion.kind !== 'deleted');
  if (left.length > 0) {
    return new LifeboatError(
      'partial',
      `${left.length} of ${pruned?.length} backups that could go are not deleted.`,
      { hint: 'Each is named above with its reason.' },
    );
  }
  const problems = plan.storages.flatMap(({ problem }) => problem ?? []);
  const [first] = problems;
  if (first === undefined) return null;
  if (problems.length === plan.storages.length) return first;
  return new LifeboatError(
    'partial',
    `${problems.length} of ${plan.storages.length} storages could not be read, so what lies there stays.`,
    { hint: 'Each is named above with its reason.' },
  );
}
