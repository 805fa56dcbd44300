import { relativeTime } from '@lifeboat/core';
import {
  type FleetRow,
  isSnoozed,
  needsPerson,
  snoozeWords,
  stopWords,
  verdictTone,
  type Warning,
} from '@lifeboat/core/live';
import { cutTo, type Span, safe, span, widthOf } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';
import type { LastFailure } from './last-failure.ts';

/**
 * Why a service is as it is, in a line of this width: what failed last with Azure's code, words and
 * request id, else the verdict's reason; then what a person arranged for it.
 */
export function reasonSpans(
  row: FleetRow,
  known: { failure: LastFailure | null; warnings: readonly Warning[] },
  { now, columns, theme }: { now: number; columns: number; theme: Theme },
): Span[] {
  const { service, judgement, hold, pause } = row;
  const label = span(`${safe(service.label, theme)}: `, 'strong');
  const needs = needsPerson(judgement.verdict);
  const why = span(safe(judgement.why, theme), needs ? verdictTone(judgement.verdict) : 'quiet');
  const snoozed = known.warnings.find((warning) => isSnoozed(warning, now));
  const arranged = [
    hold === null ? '' : stopWords(hold, 'held', now),
    pause === null ? '' : stopWords(pause, 'paused', now),
    snoozed === undefined ? '' : snoozeWords(snoozed, now),
  ].filter((words) => words !== '');
  const dot = span(` ${theme.glyphs.dot} `, 'quiet');
  const rest = arranged.flatMap((words) => [dot, span(safe(words, theme))]);
  const { failure } = known;
  if (failure === null) return [label, why, ...rest];
  const room = columns - widthOf([label]);
  const failed = failureSpans(failure, { now, columns: room, theme });
  const more = [dot, why, ...rest];
  const fits = widthOf(failed) + widthOf(more) <= room;
  return [label, ...failed, ...(fits ? more : rest)];
}

/**
 * What failed: how often, Azure's code and words, the request id, which a support case needs. In less
 * room the words go before the code, and the code before all but the begin of the id.
 */
export function failureSpans(
  { operation, times }: LastFailure,
  { now, columns, theme }: { now: number; columns: number; theme: Theme },
): Span[] {
  const { kind, purpose, error, endedAt } = operation;
  const what = purpose === null || purpose === 'manual' ? kind : `${purpose} ${kind}`;
  const when = endedAt === null ? '' : ` ${relativeTime(endedAt, now)}`;
  const failed = span(`${what} failed${times > 1 ? ` ${times} times` : when}`, 'bad');
  if (error === null) return [failed];
  const { dot, more } = theme.glyphs;
  const code = safe(error.code ?? '', theme);
  const message = safe(error.message, theme);
  const words = code === '' ? message : `${code}: ${message}`;
  const parted = (text: string, style: Span['style'] = 'plain'): Span[] =>
    text === '' ? [] : [span(` ${dot} `, 'quiet'), span(text, style)];
  const id = safe(error.requestId ?? '', theme);
  const request = (length: number): Span[] =>
    id === '' ? [] : parted(`req ${id.length > length ? id.slice(0, length) + more : id}`, 'quiet');
  const brief = span(`${kind} failed`, 'bad');
  const ways = [
    [failed, ...parted(words), ...request(id.length)],
    [failed, ...parted(words), ...request(8)],
    [
      failed,
      ...cutTo(parted(words), columns - widthOf([failed, ...request(8)]), theme),
      ...request(8),
    ],
    [failed, ...parted(code), ...request(4)],
    [brief, ...parted(code), ...request(4)],
  ];
  const tight = columns - widthOf([failed, ...request(8)]) < code.length + leastWords;
  const found = ways.find((way, at) => widthOf(way) <= columns && !(at === 2 && tight));
  return found ?? cutTo([brief, ...parted(words)], columns, theme);
}

/** Less than this of Azure's words after the code says nothing. Cells. */
const leastWords = 16;
