import { formatDuration, formatElapsed, isEnded, type Operation } from '@lifeboat/core';
import { operationTone, operationWords, type Typical, timedWords } from '@lifeboat/core/live';
import { type Span, span, widthOf } from '../../format/spans.ts';
import { glyphOf, type Theme } from '../../theme/theme.ts';
import { bar } from '../bar.ts';
import { wrapped } from '../wrapped.ts';

/** From so many times the usual on, it takes longer than usual. */
const longTimes = 2;
const widestBar = 40;
const narrowestBar = 8;
const indent = '  ';

type At = { now: number; columns: number; theme: Theme };

/** How long it runs, or ran. Milliseconds. */
export function elapsedMs(operation: Operation, now: number): number {
  const { startedAt, plannedAt, endedAt } = operation;
  return Math.max(0, (endedAt ?? now) - (startedAt ?? plannedAt));
}

/** Whether it still runs, and for more than twice as long as usual. */
export function isLong(operation: Operation, usual: Typical | null, now: number): boolean {
  if (usual === null || isEnded(operation.status)) return false;
  return elapsedMs(operation, now) > longTimes * usual.medianMs;
}

/** An operation in a few rows: how it stands, how long against what is usual, what Azure said last, and why it is not seen. */
export function operationHead(operation: Operation, usual: Typical | null, at: At): Span[][] {
  if (isEnded(operation.status)) return endedRows(operation, at);
  return [
    titleRow(operation, at),
    timeRow(operation, usual, at),
    ...answerRows(operation, at),
    ...blindRows(operation, at),
  ];
}

function endedRows(operation: Operation, { now, columns, theme }: At): Span[][] {
  const tone = operationTone(operation);
  const lead = `${glyphOf(tone, theme) ?? ''} `;
  return wrapped(operationWords(operation, now), tone, { columns, theme, indent, lead });
}

function titleRow({ kind, label, status, purpose }: Operation, { now, theme }: At): Span[] {
  const tone = status === 'unknown' ? 'warn' : 'busy';
  const { busy, warn } = theme.glyphs;
  const turn = theme.moves ? Math.floor(now / 1000) % busy.length : 0;
  const what = purpose === null ? kind : `${purpose} ${kind}`;
  return [
    span(`${status === 'unknown' ? warn : busy[turn]} `, tone),
    span(`${what} of ${label}`, 'strong'),
    span(`  ${statusWords(status)}`, tone),
  ];
}

function statusWords(status: Operation['status']): string {
  switch (status) {
    case 'planned':
      return 'planned, not sent';
    case 'submitting':
      return 'being sent';
    case 'unknown':
      return 'unknown: Azure is not seen';
    case 'running':
    case 'succeeded':
    case 'failed':
    case 'not-started':
      return status;
    default:
      return status satisfies never;
  }
}

function timeRow(operation: Operation, usual: Typical | null, { now, columns, theme }: At): Span[] {
  const elapsed = elapsedMs(operation, now);
  const time = span(formatElapsed(elapsed), 'strong');
  if (usual === null || usual.medianMs <= 0)
    return [span(indent), time, span('  nobody timed it here yet', 'quiet')];
  const long = isLong(operation, usual, now);
  const words = `usually ${formatDuration(usual.medianMs)}`;
  const range = `, ${timedWords(usual)}`;
  const said: Span[] = long
    ? [span('  longer than usual', 'warn'), span(` (${words})`, 'quiet')]
    : [span(`  ${words}`, 'quiet')];
  const parts = [span(indent), time, ...said];
  const room = columns - widthOf(parts) - 2;
  if (room < narrowestBar) return parts;
  const wide = room - range.length;
  const more = !long && wide >= narrowestBar ? [span(range, 'quiet')] : [];
  const cells = Math.min(widestBar, more.length === 0 ? room : wide);
  const drawn = bar(elapsed / usual.medianMs, cells, theme);
  return [span(indent), span(drawn, long ? 'warn' : 'filled'), span('  '), time, ...said, ...more];
}

function answerRows({ lastAnswer }: Operation, { now, columns, theme }: At): Span[][] {
  const text =
    lastAnswer === null
      ? 'Azure has not answered yet.'
      : `${lastAnswer.words}, ${formatDuration(now - lastAnswer.at)} ago.`;
  return wrapped(text, 'plain', { columns, theme, indent });
}

function blindRows({ blind }: Operation, { now, columns, theme }: At): Span[][] {
  if (blind === null) return [];
  const remedy = blind.remedy === null ? '' : ` ${blind.remedy}`;
  const text = `Not seen for ${formatDuration(now - blind.since)}: ${blind.words}.${remedy}`;
  return wrapped(text.replace('..', '.'), 'warn', {
    columns,
    theme,
    indent,
    lead: `${theme.glyphs.warn} `,
  });
}
