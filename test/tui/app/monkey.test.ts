import { expect, it } from 'vitest';
import { sampleFleet } from '../../harness/sample-fleet.ts';
import { openUi, press } from '../../harness/ui.ts';

const count = Number(process.env.MONKEY_KEYS ?? 10_000);
const seed = Number(process.env.MONKEY_SEED ?? 20_261_123);
/** For a run by hand: real minutes, after which it stops before its keys are over. */
const mostMs = Number(process.env.MONKEY_MINUTES ?? 60) * 60_000;

/** A small generator of its own, so that a run can be seen again (mulberry32). */
function seeded(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const esc = '\u001b';
// All but q and ctrl-c, which leave.
const letters = Array.from('abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -/:?.');
const named = [
  ...Object.values(press).filter((key) => key !== press.ctrlC),
  `${esc}[I`,
  `${esc}[O`,
  `${esc}[<0;5;5M`,
  `${esc}[<65;5;5M`,
  `${esc}]11;rgb:ffff/ffff/ffff${esc}\\`,
  `${esc}[200~pasted text\rb\ry${esc}[201~`,
  `${esc}[1;5C`,
  `${esc}OP`,
];
const words = [
  ':status',
  ':services',
  ':doctor',
  ':follow',
  ':help',
  '/con',
  ':whoami',
  ':expiring',
];
const controls = Array.from('abdefghklnoprstuvwxy', (letter) =>
  String.fromCharCode(letter.charCodeAt(0) - 96),
);

it(
  `survives ${count} keys at random (seed ${seed}) and changes nothing that was not agreed to`,
  async () => {
    const random = seeded(seed);
    const pick = <T>(from: readonly T[]): T => {
      const one = from[Math.floor(random() * from.length)];
      if (one === undefined) throw new Error('Nothing to pick from.');
      return one;
    };
    const { lifeboat, ports, azure } = await sampleFleet();
    const ui = openUi({ lifeboat, clock: ports.clock });
    await ui.shows('contoso-prod');
    let left: number | null = null;
    void ui.ended.then((code) => {
      left = code;
    });
    const began = performance.now();
    let keys = 0;
    let heapAtFirst = 0;
    while (keys < count && performance.now() - began < mostMs) {
      const burst = 1 + Math.floor(random() * 4);
      for (let at = 0; at < burst; at += 1) {
        const kind = random();
        if (kind < 0.5) ui.type(pick(letters));
        else if (kind < 0.8) ui.type(pick(named));
        else if (kind < 0.85) ui.type(pick(named).slice(0, -1));
        else if (kind < 0.9) ui.type(pick(words), press.enter);
        else ui.type(pick(controls));
        keys += 1;
      }
      await new Promise((resolve) => setImmediate(resolve));
      if (random() < 0.02) await ports.clock.advance(Math.floor(random() * 5_000));
      if (random() < 0.01) {
        const [columns, rows] = [10 + Math.floor(random() * 240), 3 + Math.floor(random() * 77)];
        await ui.resize(columns, rows);
      }
      if (keys > 2_000 && heapAtFirst === 0) heapAtFirst = heapMb();
      expect(left, `left after ${keys} keys\n${ui.errors()}`).toBe(null);
    }
    await ui.resize(120, 40);
    for (let at = 0; at < 60; at += 1) {
      ui.type(press.esc);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    await ui.shows('Lifeboat');
    const frame = ui.text();
    ui.type(press.ctrlC);

    expect(await ui.ended).toBe(130);
    expect(frame).toContain('Lifeboat');
    expect(ui.errors()).toBe('');
    const starts = azure.calls('apiManagement.start');
    expect(starts.filter((call) => JSON.stringify(call.arguments).includes('"restore"'))).toEqual(
      [],
    );
    if (process.env.MONKEY_KEYS !== undefined) {
      const seconds = Math.round((performance.now() - began) / 1000);
      process.stderr.write(
        `monkey: ${keys} keys in ${seconds} s, heap ${heapAtFirst} then ${heapMb()} MB beside ${Math.round(ui.raw().length / 1_048_576)} MB of frames drawn, ${starts.length} backups agreed to\n`,
      );
    }
  },
  mostMs + 120_000,
);

function heapMb(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().heapUsed / 1_048_576);
}
