import { join } from 'node:path';
import { figuresOf, percentile } from '../measure/figures.ts';
import type { Bench, Figure, Result, Scenario } from '../scenario.ts';
import { type Place, silentAzure, writePlace } from './place.ts';
import { inPty, type Pty, shows } from './pty.ts';

/** Fleets that keys are measured on; the large one has few backups each, so that its store stays as large as one sees in life. */
const fleets = [
  { services: 50, backups: 30 },
  { services: 5_000, backups: 2 },
] as const;
const sizes = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
] as const;
const keys = 300;
const [targetMs, targetBytes] = [30, 1_000] as const;
const [pageDown, pageUp, backspace, esc] = ['\u001b[6~', '\u001b[5~', '\u007f', '\u001b'];

/** How soon a key is answered on the screen, and what is sent to the terminal for it. */
export const uiKeys: Scenario = {
  name: 'ui-keys',
  title: 'from a key to the bytes of its frame, and how many bytes',
  run: measure,
};

async function measure({ program, folder, rounds, say }: Bench): Promise<Result> {
  const azure = await silentAzure();
  try {
    const figures: Figure[] = [];
    for (const fleet of fleets) {
      say(`writing ${fleet.services} services`);
      const place = await writePlace(join(folder, String(fleet.services)), { ...fleet, azure });
      figures.push(...(await latencies(program, place, rounds ?? keys, say)));
      for (const size of fleet.services > 1_000 ? sizes : []) {
        say(`what moves cost at ${size.columns}x${size.rows}`);
        figures.push(...(await bytes(program, place, size)));
      }
    }
    return {
      figures,
      notes: [
        `In a pseudo terminal of 120x40, from writing the key to the last byte of the frame that it changed; ${keys} keys of the first kind, a fifth of that of the others. Between keys nothing is pressed for 60 to 140 ms; the clock of the screen ticks each second meanwhile.`,
        'The configured Azure takes connections and never answers.',
      ],
    };
  } finally {
    azure.close();
  }
}

async function latencies(
  program: string,
  { services, environment }: Place,
  count: number,
  say: (text: string) => void,
): Promise<Figure[]> {
  return inPty([program], { environment }, async (pty) => {
    await pty.until(shows('contoso-00'));
    await pause(2_000);
    const times = async (name: string, all: readonly string[]): Promise<Figure> => {
      say(`${all.length} times ${name}`);
      const seen: number[] = [];
      for (const key of all) seen.push((await answer(pty, key)).ms);
      const value = percentile(seen, 95);
      const title = `${services} services: ${name}, 95 of 100`;
      return { ...figuresOf(seen), name: title, value, unit: 'ms', target: targetMs };
    };
    const few = Math.ceil(count / 5);
    const moves = await times('one down or up', turns(count, 40, 'j', 'k'));
    const pages = await times('a page down or up', turns(few, 1, pageDown, pageUp));
    await answer(pty, '/');
    const filter = await times('a character in the filter', turns(few, 1, 'c', backspace));
    pty.type(esc);
    await pause(500);
    await answer(pty, ':');
    const palette = await times('a character in the palette', turns(few, 1, 'c', backspace));
    pty.type(esc);
    await pause(500);
    return [moves, pages, filter, palette];
  });
}

/** One key so many times in a row, then the other, so that each of them changes something. */
function turns(count: number, inRow: number, one: string, other: string): string[] {
  return Array.from({ length: count }, (_, at) => (Math.floor(at / inRow) % 2 === 0 ? one : other));
}

/** Moves within the list, and at its edge where all of it moves. */
async function bytes(
  program: string,
  { environment }: Place,
  size: (typeof sizes)[number],
): Promise<Figure[]> {
  return inPty([program], { ...size, environment }, async (pty) => {
    await pty.until(shows('contoso-00'));
    await pause(2_000);
    const seen = async (all: readonly string[]): Promise<number[]> => {
      const counts: number[] = [];
      for (const key of all) counts.push((await answer(pty, key)).bytes);
      return counts;
    };
    const within = await seen(turns(12, 3, 'j', 'k'));
    await answer(pty, pageDown);
    const atEdge = await seen(['j', 'j', 'j']);
    const name = `${size.columns}x${size.rows}`;
    return [
      { ...figure(`${name}: a move of the cursor, most`, within), target: targetBytes },
      figure(`${name}: a move that scrolls the list, most`, atEdge),
    ];
  });
}

function figure(name: string, values: readonly number[]): Figure {
  const figures = figuresOf(values);
  return { ...figures, name, value: figures.highest, unit: 'bytes' };
}

/** Ink marks the end of each frame for the terminal. Source: DEC private mode 2026, synchronized output. */
const frameEnd = '\u001b[?2026l';
const inverse = '\u001b[7m';

/** A frame that only ages says nothing below the first line; that of a key changes the marked row or a field. */
function isAnswer(written: string): boolean {
  return written.includes(frameEnd) && written.includes(inverse);
}

/** Presses a key on an idle screen; rejects when nothing comes. */
async function answer(pty: Pty, key: string): Promise<{ ms: number; bytes: number }> {
  await pause(60 + Math.random() * 80);
  pty.mark();
  const at = performance.now();
  pty.type(key);
  const seen = await pty.until(isAnswer);
  return { ms: seen - at, bytes: Buffer.byteLength(pty.written()) };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
