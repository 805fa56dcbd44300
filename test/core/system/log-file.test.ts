import { readFileSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLogFile } from '../../../packages/core/src/system/log-file.ts';
import { masking } from '../../../packages/core/src/system/masking.ts';
import { manualClock } from '../../../packages/core/src/testing/manual-clock.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'lifeboat-log-'));
  file = join(folder, 'state', 'log');
});

afterEach(async () => {
  await fs.rm(folder, { recursive: true, force: true });
});

const clock = manualClock();
const plain = (text: string): string => text;

async function lines(path = file): Promise<Record<string, unknown>[]> {
  const text = await fs.readFile(path, 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('the log file', () => {
  it('is not made before there is something to say', async () => {
    openLogFile({ file, clock, mask: plain });

    await expect(fs.stat(file)).rejects.toThrow('ENOENT');
  });

  it('has one JSON object a line, with the time of the line and its fields', async () => {
    const log = openLogFile({ file, clock, mask: plain });
    log.info('operation ended', { operation: 'o1', requestId: 'r1' });
    log.warn('blob not seen');
    log.error('broken');

    const all = await lines();
    expect(all).toMatchObject([
      { level: 'info', msg: 'operation ended', operation: 'o1', requestId: 'r1' },
      { level: 'warn', msg: 'blob not seen' },
      { level: 'error', msg: 'broken' },
    ]);
    expect(all[0]?.time).toBe('2026-11-23T03:00:00.000Z');
  });

  it('is in the file as soon as it is said, so that a kill loses no line', async () => {
    openLogFile({ file, clock, mask: plain }).info('said');

    expect(readFileSync(file, 'utf8')).toContain('"msg":"said"');
  });

  it('is its owner’s alone, in a folder of theirs', async () => {
    const log = openLogFile({ file, clock, mask: plain });
    log.info('here');

    expect((await fs.stat(file)).mode & 0o777).toBe(0o600);
    expect((await fs.stat(join(folder, 'state'))).mode & 0o777).toBe(0o700);
  });

  it('hides known secrets and what looks like one, wherever in the line', async () => {
    const { mask, know } = masking();
    const log = openLogFile({ file, clock, mask });
    know('correct horse "battery" staple');
    log.info('sent', {
      url: 'https://st.blob.core.windows.net/c/b?sv=1&sig=abcdef%2B123&se=2',
      deep: { note: 'it is correct horse "battery" staple' },
      error: new Error('Authorization: Bearer abcdefghijklmnop was refused'),
    });

    const text = await fs.readFile(file, 'utf8');
    expect(text).not.toMatch(/abcdef|battery/);
    expect(await lines()).toHaveLength(1);
  });

  it('makes room by keeping one older file, and loses no line of the newest', async () => {
    const log = openLogFile({ file, clock, mask: plain, maxBytes: 2_000 });
    for (let line = 0; line < 100; line += 1) {
      log.info('a line', { line });
    }

    expect((await fs.stat(file)).size).toBeLessThan(2_200);
    expect((await fs.stat(`${file}.1`)).size).toBeLessThan(2_200);
    expect((await fs.readdir(join(folder, 'state'))).toSorted()).toEqual(['log', 'log.1']);
    const kept = [...(await lines(`${file}.1`)), ...(await lines())].map((each) => each.line);
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, at) => 100 - kept.length + at));
  });

  it('follows when another process made room', async () => {
    const one = openLogFile({ file, clock, mask: plain, maxBytes: 500 });
    const other = openLogFile({ file, clock, mask: plain, maxBytes: 500 });
    for (let line = 0; line < 40; line += 1) {
      (line % 2 === 0 ? one : other).info('a line', { line });
    }

    const all = await lines();
    expect(all.at(-1)?.line).toBe(39);
    expect((await fs.stat(file)).size).toBeLessThan(1_300);
  });

  it('stops nothing when it cannot be written', async () => {
    await fs.mkdir(file, { recursive: true });
    const log = openLogFile({ file, clock, mask: plain });

    expect(() => log.info('into the void')).not.toThrow();
    expect(() => log.info('again')).not.toThrow();
  });

  it('stops nothing when a field cannot be written down', async () => {
    const log = openLogFile({ file, clock, mask: plain });
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    log.info('round', { circle, big: 1n });
    log.info('after');

    expect((await lines()).at(-1)).toMatchObject({ msg: 'after' });
  });
});
