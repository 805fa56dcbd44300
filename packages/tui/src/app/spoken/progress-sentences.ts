import { formatDuration, isEnded, type Progress } from '@lifeboat/core';
import { sentence, spokenText } from './spoken-text.ts';

/** How an operation stands, when something changed. */
export function progressSentences(progress: Progress, now: number): string {
  const { operation, typicalMs } = progress;
  const { kind, label, status, lastAnswer } = operation;
  const name = `${kind} of ${label}`;
  if (isEnded(status)) return sentence(`${name}: ${status} after ${elapsed(operation, now)}`);
  const answer = operation.blind === null ? (lastAnswer?.words ?? '') : '';
  return [
    sentence(
      `${name}: ${status}, ${elapsed(operation, now)} so far${usual(operation, typicalMs, now)}`,
    ),
    sentence(answer),
    blindSentence(progress, now),
  ]
    .filter((text) => text !== '')
    .join(' ');
}

/** The same every half a minute, although nothing changed. */
export function heartbeatSentence(progress: Progress, now: number): string {
  const { operation, typicalMs } = progress;
  const { kind, label, lastAnswer } = operation;
  const so = `still running, ${elapsed(operation, now)}${usual(operation, typicalMs, now)}`;
  const blind = blindSentence(progress, now);
  const seen =
    blind === '' && lastAnswer !== null
      ? `Azure answered ${formatDuration(Math.max(0, now - lastAnswer.at))} ago.`
      : blind;
  return [sentence(`${kind} of ${label}: ${so}`), seen].filter((text) => text !== '').join(' ');
}

function blindSentence({ operation: { blind } }: Progress, now: number): string {
  if (blind === null) return '';
  const help = blind.remedy === null ? '' : ` ${sentence(blind.remedy)}`;
  return `Not seen for ${formatDuration(now - blind.since)}: ${spokenText(blind.words)}.${help}`;
}

function usual(operation: Progress['operation'], typicalMs: number | null, now: number): string {
  if (typicalMs === null || typicalMs <= 0) return '';
  const words = formatDuration(typicalMs);
  const isLong = elapsedMs(operation, now) > 2 * typicalMs;
  return isLong ? `, longer than usual, which is ${words}` : `, usually ${words}`;
}

function elapsed(operation: Progress['operation'], now: number): string {
  return formatDuration(elapsedMs(operation, now));
}

function elapsedMs({ startedAt, plannedAt, endedAt }: Progress['operation'], now: number): number {
  return Math.max(0, (endedAt ?? now) - (startedAt ?? plannedAt));
}
