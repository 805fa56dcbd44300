import { type Block, type Cell, isEnded, type Operation } from '@lifeboat/core';
import {
  type AfterRestore,
  afterwards,
  errorOfOperation,
  isInAzure,
  type Snapshot,
  type Typical,
  wayBack,
} from '@lifeboat/core/live';
import { blockLines, reportLines } from '../../components/blocks.ts';
import { isLong, operationHead } from '../../components/operation/operation-head.ts';
import { wrapped } from '../../components/wrapped.ts';
import { type Spans, span } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';
import { clockTime } from './clock-time.ts';
import { phasesOf } from './phases.ts';
import { supportCase } from './support-case.ts';

/** What is known of an operation. */
export type Shown = {
  operation: Operation;
  /** The backups that were made for it, oldest first. */
  children: readonly Operation[];
  usual: Typical | null;
  after: AfterRestore | null;
  snapshot: Snapshot;
};

type At = { now: number; columns: number; theme: Theme };

/** The page of an operation, row by row. */
export function operationRows(shown: Shown, at: At): (Spans | string)[] {
  const { operation, usual } = shown;
  const parts = [
    operationHead(operation, usual, at),
    errorLines(shown, at),
    blockLines(afterBlocks(shown), at),
    blockLines(phaseBlocks(shown, at), at),
    blockLines(factBlocks(operation), at),
    wantsCase(shown, at) ? caseRows(shown, at) : [],
  ].filter((rows) => rows.length > 0);
  return parts.flatMap((rows, index) => (index === 0 ? rows : ['', ...rows]));
}

/** What one may do with what runs: nothing but close the page. */
export function closingWords({ status }: Pick<Operation, 'status'>): string | null {
  if (isInAzure(status)) return 'Azure cannot cancel this. You may close this: it goes on.';
  if (status === 'planned') return 'Nothing was sent yet.';
  return null;
}

function errorLines({ operation, snapshot }: Shown, at: At): string[] {
  const error = errorOfOperation(operation, { snapshot, now: at.now });
  return error === null ? [] : reportLines({ data: {}, blocks: [], error }, at);
}

function afterBlocks({ after }: Shown): Block[] {
  if (after === null) return [];
  return [...(after.putBack === null ? [] : wayBack(after.putBack)), ...afterwards(after.gaps)];
}

function phaseBlocks({ operation, children }: Shown, { now }: At): Block[] {
  const rows = phasesOf(operation, children, now).map(({ at, words, tone }) => ({
    name: clockTime(at, now),
    value: { text: words, tone },
  }));
  return [
    { kind: 'heading', text: 'What happened, in UTC' },
    { kind: 'fields', rows },
  ];
}

function factBlocks(operation: Operation): Block[] {
  const { tier, region, approval, forced = [] } = operation;
  const place = [tier, region].filter((part) => part !== null).join(', ');
  const rows: [string, string | null][] = [
    ['service', operation.resourceId],
    ['is', place],
    [operation.kind === 'backup' ? 'into' : 'from', operation.blobName],
    ['storage', `${operation.account}/${operation.container}, ${operation.access}`],
    ['backup', operation.backup],
    ['made for', operation.parent],
    ['approval', approval ?? null],
    ['overridden', forced.join(', ')],
    ['client request id', operation.id],
    ['request id', operation.requestId],
    ['correlation id', operation.correlationId],
  ];
  const filled = rows.flatMap(([name, value]): { name: string; value: Cell }[] =>
    value === null || value === '' ? [] : [{ name, value }],
  );
  return [
    { kind: 'heading', text: 'Ids and places' },
    { kind: 'fields', rows: filled },
  ];
}

/** Where somebody may want to ask Microsoft. */
function wantsCase({ operation, usual }: Shown, { now }: At): boolean {
  const { status } = operation;
  return isLong(operation, usual, now) || status === 'failed' || status === 'unknown';
}

function caseRows({ operation, usual }: Shown, { now, columns, theme }: At): Spans[] {
  const lines = supportCase(operation, usual, now).trimEnd().split('\n');
  return [
    [span('For a support case', 'strong'), span('  c copies it', 'quiet')],
    ...lines.flatMap((line) => wrapped(line, 'plain', { columns, theme, indent: '  ' })),
  ];
}

/** Whether time changes what is drawn. */
export function moves({ status }: Pick<Operation, 'status'>): boolean {
  return !isEnded(status);
}
