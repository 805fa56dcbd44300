import type { Clock, Progress } from '@lifeboat/core';
import type { Look, Output } from './look.ts';
import { progressKey, progressLine, progressSentence } from './progress-line.ts';

/** A wait longer than this ends with a bell. Milliseconds. */
const bellAfterMs = 60_000;
/** The live line is drawn at most four times a second. Milliseconds. */
const drawEveryMs = 250;
/** Where nothing can be rewritten a line is said this often. Milliseconds. */
const sayEveryMs = 30_000;

/** The operations being followed, on stderr. */
export type ProgressView = {
  update(all: Progress[]): void;
  /** Writes other text without tearing the live lines. */
  write(text: string): void;
  /** Takes the live lines away; with a bell when somebody waited long. */
  stop(options: { bell: boolean }): void;
};

type Parts = { stderr: Output; look: Look; clock: Clock; quiet: boolean };

/** Live lines on a terminal, else a sentence on every change and every 30 s. Silent when quiet. */
export function createProgressView(parts: Parts): ProgressView {
  if (parts.quiet) return silentView(parts.stderr);
  return parts.look.rewrites ? liveView(parts) : sayingView(parts);
}

function silentView(stderr: Output): ProgressView {
  return { update: () => {}, write: (text) => void stderr.write(text), stop: () => {} };
}

function liveView({ stderr, look, clock }: Parts): ProgressView {
  let all: Progress[] = [];
  let shown: string[] = [];
  let since: number | null = null;
  let drawnAt = Number.NEGATIVE_INFINITY;
  const ticks = createTicker(clock, drawEveryMs, () => draw());

  const erase = (): string => {
    if (shown.length === 0) return '';
    const up = shown.length > 1 ? `\u001b[${shown.length - 1}A` : '';
    return `\r${up}\u001b[0J`;
  };
  const draw = (): void => {
    if (clock.monotonic() - drawnAt < drawEveryMs) return;
    const lines = liveLines(all, clock.now(), look);
    if (lines.join('\n') === shown.join('\n')) return;
    drawnAt = clock.monotonic();
    stderr.write(erase() + lines.join('\n'));
    shown = lines;
  };
  return {
    update(next) {
      all = next;
      since ??= clock.monotonic();
      draw();
      ticks.start();
    },
    write(text) {
      const lines = shown.join('\n');
      stderr.write(erase() + text + lines);
    },
    stop({ bell }) {
      ticks.stop();
      const waitedMs = since === null ? 0 : clock.monotonic() - since;
      const end = erase() + (bell && waitedMs > bellAfterMs ? '\u0007' : '');
      if (end !== '') stderr.write(end);
      shown = [];
      all = [];
      since = null;
    },
  };
}

/** No more lines than the screen is high, or erasing them would miss some. */
function liveLines(all: readonly Progress[], now: number, look: Look): string[] {
  const most = Math.max(1, (look.rows ?? 24) - 2);
  const lines = all.slice(0, most).map((one) => progressLine(one, now, look));
  return all.length > most ? [...lines, `  and ${all.length - most} more`] : lines;
}

function sayingView({ stderr, look, clock }: Parts): ProgressView {
  let all: Progress[] = [];
  const said = new Map<string, { key: string; at: number }>();
  const say = (): void => {
    for (const one of all) {
      const key = progressKey(one);
      const last = said.get(one.operation.id);
      const due = last === undefined || clock.monotonic() - last.at >= sayEveryMs;
      if (last?.key === key && !due) continue;
      said.set(one.operation.id, { key, at: clock.monotonic() });
      stderr.write(`${progressSentence(one, clock.now(), look)}\n`);
    }
  };
  const ticks = createTicker(clock, sayEveryMs, say);
  return {
    update(next) {
      all = next;
      say();
      ticks.start();
    },
    write: (text) => void stderr.write(text),
    stop() {
      ticks.stop();
      all = [];
    },
  };
}

function createTicker(clock: Clock, everyMs: number, tick: () => void) {
  let stopped: AbortController | null = null;
  const run = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      await clock.sleep(everyMs, signal);
      tick();
    }
  };
  return {
    start(): void {
      if (stopped !== null) return;
      stopped = new AbortController();
      // A rejected sleep is how it ends.
      run(stopped.signal).catch(() => {});
    },
    stop(): void {
      stopped?.abort();
      stopped = null;
    },
  };
}
