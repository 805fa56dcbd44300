import type { Operation, Progress } from '@lifeboat/core';
import { manualClock } from '@lifeboat/core/testing';
import { describe, expect, it } from 'vitest';
import type { Look } from '../../../packages/tui/src/cli/look.ts';
import { progressLine, progressSentence } from '../../../packages/tui/src/cli/progress-line.ts';
import { createProgressView } from '../../../packages/tui/src/cli/progress-view.ts';
import { widthOf } from '../../../packages/tui/src/cli/text.ts';
import { anOperation } from '../../core/domain/build-records.ts';
import { createFakeOutput } from './fake-cli.ts';

const wide: Look = { columns: 140, rows: 30, color: false, unicode: true, rewrites: true };
const minute = 60_000;

function running(
  now: number,
  changes: Partial<Operation> = {},
  typicalMs: number | null = 28 * minute,
): Progress {
  const operation = anOperation({
    status: 'running',
    label: 'contoso-prod',
    startedAt: now,
    endedAt: null,
    lastAnswer: { at: now, words: 'Azure says it is still running' },
    ...changes,
  });
  return { operation, typicalMs, now };
}

describe('a line of progress', () => {
  const start = Date.parse('2026-11-23T12:00:00Z');

  it('shows elapsed against usual, the last answer and its age, and that it cannot be cancelled', () => {
    const at = start + 14 * minute + 5_000;
    const progress = running(start, {
      lastAnswer: { at: at - 8_000, words: 'Azure says it is still running' },
    });

    expect(progressLine(progress, at, wide)).toBe(
      '◐ backup contoso-prod  14:05  ▓▓▓▓▓░░░░░ usually 28 min · Azure says it is still running, 8 s ago · Azure cannot cancel it',
    );
  });

  it('never looks full before the end is known', () => {
    expect(progressLine(running(start), start + 30 * minute, wide)).toContain('▓▓▓▓▓▓▓▓▓░');
  });

  it('says when it takes longer than usual: past twice the usual time', () => {
    expect(progressLine(running(start), start + 56 * minute, wide)).not.toContain('longer');
    expect(progressLine(running(start), start + 57 * minute, wide)).toContain(
      'longer than usual (usually 28 min)',
    );
  });

  it('has no bar without past runs, and no answer before the first', () => {
    expect(progressLine(running(start, { lastAnswer: null }, null), start + 3_000, wide)).toBe(
      '◐ backup contoso-prod  00:03  Azure cannot cancel it',
    );
  });

  it('says since when nothing is seen, why, and what helps', () => {
    const blind = {
      since: start,
      reason: 'not-signed-in' as const,
      words: 'nobody is signed in',
      remedy: 'az login',
    };

    expect(
      progressLine(running(start, { status: 'unknown', blind }, null), start + 2 * minute, wide),
    ).toBe(
      '! backup contoso-prod  02:00  not seen for 2 min: nobody is signed in; az login · Azure cannot cancel it',
    );
  });

  it('fits any terminal, in ASCII too', () => {
    for (const unicode of [true, false]) {
      for (let columns = 20; columns <= 150; columns += 1) {
        const line = progressLine(running(start), start + minute, { ...wide, columns, unicode });
        expect(widthOf(line)).toBeLessThan(columns);
        expect(line).toContain('backup cont');
      }
    }
  });

  it('is a sentence with the status in words for a log', () => {
    expect(progressSentence(running(start), start + 65_000, { ...wide, columns: null })).toBe(
      'backup contoso-prod running · 01:05 · usually 28 min · Azure says it is still running, 1 min ago · Azure cannot cancel it',
    );
  });

  it('stops counting at the end', () => {
    const ended = running(start, { status: 'succeeded', endedAt: start + 7 * minute });

    expect(progressLine(ended, start + 60 * minute, wide)).toBe(
      '✓ backup contoso-prod  07:00  succeeded',
    );
    expect(progressSentence(ended, start + 60 * minute, { ...wide, columns: null })).toBe(
      'backup contoso-prod succeeded · 07:00',
    );
  });
});

function view(look: Partial<Look> = {}, quiet = false) {
  const clock = manualClock();
  const stderr = createFakeOutput({ isTTY: true });
  const shown = createProgressView({ stderr, look: { ...wide, ...look }, clock, quiet });
  return { clock, shown, text: () => stderr.text(), now: () => clock.now() };
}

describe('live lines', () => {
  it('are rewritten in place every quarter second at most, and only when they changed', async () => {
    const { clock, shown, text, now } = view();
    const start = now();
    for (let at = 0; at < 20; at += 1) shown.update([running(start)]);
    await clock.advance(0);
    const drawn = () => text().split('contoso-prod').length - 1;
    expect(drawn()).toBe(1);

    await clock.advance(900);
    expect(drawn()).toBe(1);

    await clock.advance(2_000);
    expect(drawn()).toBe(3);
    expect(text()).not.toContain('\n');
  });

  it('take one line each, erased together', async () => {
    const { clock, shown, text, now } = view();
    shown.update([running(now()), running(now(), { id: 'o2', label: 'contoso-eu' })]);
    await clock.advance(1_000);
    shown.stop({ bell: false });
    await clock.advance(0);

    expect(text()).toContain('\r\u001b[1A\u001b[0J');
    expect(text().endsWith('\r\u001b[1A\u001b[0J')).toBe(true);
  });

  it('are never more than the screen is high', async () => {
    const { clock, shown, text, now } = view({ rows: 5 });
    shown.update(Array.from({ length: 12 }, (_, at) => running(now(), { id: `o${at}` })));
    await clock.advance(0);

    expect(text().split('\n')).toHaveLength(4);
    expect(text()).toContain('and 9 more');
  });

  it('let other words through without being torn', async () => {
    const { clock, shown, text, now } = view();
    shown.update([running(now())]);
    shown.write('Safety backup done.\n');
    await clock.advance(0);

    const [before, after] = text().split('Safety backup done.\n');
    expect(before?.endsWith('\r\u001b[0J')).toBe(true);
    expect(after).toContain('contoso-prod');
  });

  it.each([
    [61_000, true, true],
    [60_000, true, false],
    [61_000, false, false],
  ])('end after %d ms (bell wanted: %s) with a bell: %s', async (waited, bell, rings) => {
    const { clock, shown, text, now } = view();
    shown.update([running(now())]);
    await clock.advance(waited);
    shown.stop({ bell });
    await clock.advance(0);

    expect(text().includes('\u0007')).toBe(rings);
  });

  it('leave nothing behind that runs on', async () => {
    const { clock, shown, now } = view();
    shown.update([running(now())]);
    await clock.untilSleepers(1);
    shown.stop({ bell: true });

    expect(clock.sleepers()).toEqual([]);
  });
});

describe('without a terminal', () => {
  const log: Partial<Look> = { rewrites: false, columns: null };
  const count = (text: string) => text.split('\n').length - 1;

  it('a line is said at first, on every change, and every 30 s', async () => {
    const { clock, shown, text, now } = view(log);
    const start = now();
    shown.update([running(start)]);
    shown.update([running(start)]);
    await clock.advance(29_000);
    expect(count(text())).toBe(1);

    await clock.advance(1_000);
    expect(count(text())).toBe(2);

    shown.update([running(start, { status: 'unknown' })]);
    await clock.advance(0);
    expect(count(text())).toBe(3);

    await clock.advance(60_000);
    expect(count(text())).toBeGreaterThanOrEqual(5);
    expect(text()).not.toContain('\u001b');
    shown.stop({ bell: true });
    expect(clock.sleepers()).toEqual([]);
    expect(text()).not.toContain('\u0007');
  });

  it('nothing is said when quiet, but other words come through', async () => {
    const { clock, shown, text, now } = view(log, true);
    shown.update([running(now())]);
    shown.write('To sign in, open x\n');
    await clock.advance(120_000);

    expect(text()).toBe('To sign in, open x\n');
  });
});
