import { join } from 'node:path';
import { figuresOf } from '../measure/figures.ts';
import { interleaved } from '../measure/rounds.ts';
import type { Bench, Figure, Result, Scenario } from '../scenario.ts';
import { bundleHello } from './bundle-hello.ts';
import { silentAzure, writePlace } from './place.ts';
import { residentMb } from './process-facts.ts';
import { inPty, shows } from './pty.ts';

const services = 50;
const backups = 30;
const target = 1.3;

/** How soon something is on the screen, and the fleet, against the least that an Ink app is. */
export const firstFrame: Scenario = {
  name: 'ui-start',
  title: `the first frame of the terminal UI (${services} services) against a bare Ink app`,
  run: measure,
};

type Start = { frameMs: number; rowsMs: number; memoryMb: number };

async function measure({ program, folder, rounds, say }: Bench): Promise<Result> {
  say(`bundling the bare app, writing ${services} services`);
  const hello = await bundleHello(join(folder, 'hello'));
  const azure = await silentAzure();
  try {
    const place = await writePlace(join(folder, 'fleet'), { services, backups, azure });
    say('starting them in turn');
    const starts = await interleaved(
      {
        bare: () => start([hello], {}, 'hello', 'q leaves'),
        apim: () => start([program], place.environment, 'Lifeboat', 'contoso-00'),
      },
      { warmUp: 3, counted: rounds ?? 25 },
    );
    return resultOf(starts.bare, starts.apim);
  } finally {
    azure.close();
  }
}

/** From the spawn to the first text and to the last one; then a second to settle, and the memory. */
async function start(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  first: string,
  all: string,
): Promise<Start> {
  return inPty(words, { environment }, async (pty) => {
    const frameAt = await pty.until(shows(first));
    const rowsAt = await pty.until(shows(all));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const memoryMb = await residentMb(pty.pid);
    return { frameMs: frameAt - pty.startedAt, rowsMs: rowsAt - pty.startedAt, memoryMb };
  });
}

function resultOf(bare: readonly Start[], apim: readonly Start[]): Result {
  const row = (name: string, values: readonly number[], unit: 'ms' | 'MB'): Figure => {
    const figures = figuresOf(values);
    return { ...figures, name, value: figures.median, unit };
  };
  const least = figuresOf(bare.map(({ rowsMs }) => rowsMs)).median;
  const ratio = (name: string, values: readonly number[]): Figure => {
    return { name, value: figuresOf(values).median / least, unit: '×', target };
  };
  const frames = apim.map(({ frameMs }) => frameMs);
  const rows = apim.map(({ rowsMs }) => rowsMs);
  return {
    figures: [
      row(
        'bare Ink app: its frame',
        bare.map(({ rowsMs }) => rowsMs),
        'ms',
      ),
      row('apim: the first frame', frames, 'ms'),
      row('apim: the frame with the fleet', rows, 'ms'),
      ratio('the first frame, in those of the bare app', frames),
      ratio('the frame with the fleet, in those of the bare app', rows),
      row(
        'bare Ink app: resident memory',
        bare.map(({ memoryMb }) => memoryMb),
        'MB',
      ),
      row(
        'apim: resident memory',
        apim.map(({ memoryMb }) => memoryMb),
        'MB',
      ),
    ],
    notes: [
      'In a pseudo terminal of 120x40, from before the spawn to the text having arrived; medians, they take turns, three rounds warm up and fill the cache of compiled code of both.',
      'The configured Azure takes connections and never answers. Memory is a second after the frame.',
    ],
  };
}
