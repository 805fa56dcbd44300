import {
  formatDuration,
  formatElapsed,
  isEnded,
  type Operation,
  type Progress,
  type Tone,
} from '@lifeboat/core';
import type { Look } from './look.ts';
import { clean, cut, glyphOf, paint, widthOf } from './text.ts';

const barCells = 10;

const tones: Readonly<Record<Operation['status'], Tone>> = {
  planned: 'busy',
  submitting: 'busy',
  running: 'busy',
  unknown: 'warn',
  succeeded: 'good',
  failed: 'bad',
  'not-started': 'bad',
};

/** A part of the line; one that may be cut still says something when its end is missing. */
type Part = { text: string; mayCut: boolean };

/**
 * One operation on one line: how long it runs against what is usual, Azure's last answer and its
 * age, that it cannot be cancelled. What does not fit is left out from the end.
 */
export function progressLine(progress: Progress, now: number, look: Look): string {
  const { operation } = progress;
  const tone = tones[operation.status];
  const start = [glyphOf(tone, look) ?? '', `${operation.kind} ${operation.label}`].join(' ');
  const room = look.columns === null ? Number.POSITIVE_INFINITY : look.columns - 1;
  let line = clean(`${start}  ${formatElapsed(elapsedMs(operation, now))}`, look);
  if (widthOf(line) > room) return paint(cut(line, room, look), tone, look);
  for (const [at, part] of progressParts(progress, now, look).entries()) {
    const next = clean(`${line}${at === 0 ? '  ' : ' · '}${part.text}`, look);
    if (widthOf(next) > room) {
      if (part.mayCut) line = cut(next, room, look);
      break;
    }
    line = next;
  }
  return paint(line, tone, look);
}

/** The same as a sentence for a log: no bar, and the status in words. */
export function progressSentence(progress: Progress, now: number, look: Look): string {
  const { operation } = progress;
  // The status of an ended one is said once, in front.
  const parts = isEnded(operation.status)
    ? []
    : progressParts(progress, now, { ...look, rewrites: false });
  const start = `${operation.kind} ${operation.label} ${operation.status}`;
  const texts = parts.map((part) => part.text);
  return clean([start, formatElapsed(elapsedMs(operation, now)), ...texts].join(' · '), look);
}

/** What makes a new line worth saying where nothing is rewritten. */
export function progressKey({ operation }: Progress): string {
  return [
    operation.id,
    operation.status,
    operation.blind?.reason,
    operation.lastAnswer?.words,
  ].join('|');
}

function progressParts(progress: Progress, now: number, look: Look): Part[] {
  const { operation } = progress;
  if (isEnded(operation.status)) return [{ text: operation.status, mayCut: true }];
  const expected = usual(progress, now, look);
  const said = answer(operation, now);
  return [
    ...(expected === null ? [] : [{ text: expected, mayCut: false }]),
    ...(said === null ? [] : [{ text: said, mayCut: true }]),
    { text: 'Azure cannot cancel it', mayCut: false },
  ];
}

function usual({ operation, typicalMs }: Progress, now: number, look: Look): string | null {
  if (typicalMs === null || typicalMs <= 0) return null;
  const elapsed = elapsedMs(operation, now);
  const words = `usually ${formatDuration(typicalMs)}`;
  if (elapsed > 2 * typicalMs) return `longer than usual (${words})`;
  return look.rewrites ? `${bar(elapsed / typicalMs, look)} ${words}` : words;
}

/** It never looks full before the end is known. */
function bar(share: number, look: Look): string {
  const filled = Math.min(barCells - 1, Math.floor(share * barCells));
  const [full, empty] = look.unicode ? ['▓', '░'] : ['#', '.'];
  return full.repeat(filled) + empty.repeat(barCells - filled);
}

function answer(operation: Operation, now: number): string | null {
  const { blind, lastAnswer } = operation;
  if (blind !== null) {
    const help = blind.remedy === null ? '' : `; ${blind.remedy}`;
    return `not seen for ${formatDuration(now - blind.since)}: ${blind.words}${help}`;
  }
  if (lastAnswer === null) return null;
  return `${lastAnswer.words}, ${formatDuration(now - lastAnswer.at)} ago`;
}

function elapsedMs(operation: Operation, now: number): number {
  const start = operation.startedAt ?? operation.plannedAt;
  return Math.max(0, (operation.endedAt ?? now) - start);
}
