import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAuditFile } from '../../../../packages/core/src/store/audit/open-audit-file.ts';
import { anEntry } from '../../../contract/records.ts';
import { startFixture } from '../child.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'lifeboat-audit-'));
  file = join(folder, 'audit.jsonl');
});

afterEach(async () => {
  await fs.rm(folder, { recursive: true, force: true });
});

describe('the audit file', () => {
  it('is empty before the first entry', async () => {
    expect(await openAuditFile({ file, mode: 0o600 }).read(10)).toEqual({
      entries: [],
      unreadable: 0,
    });
  });

  it('gives back the last entries, oldest first', async () => {
    const audit = openAuditFile({ file, mode: 0o600 });
    await Promise.all(['a', 'b', 'c'].map((what) => audit.append(anEntry({ what }))));

    const whats = async (limit: number): Promise<string[]> =>
      (await audit.read(limit)).entries.map((entry) => entry.what);
    expect(await whats(0)).toEqual([]);
    expect(await whats(1)).toEqual(['c']);
    expect(await whats(2)).toEqual(['b', 'c']);
    expect(await whats(3)).toEqual(['a', 'b', 'c']);
    expect(await whats(4)).toEqual(['a', 'b', 'c']);
  });

  it('finds them also behind long lines', async () => {
    const audit = openAuditFile({ file, mode: 0o600 });
    for (let turn = 0; turn < 40; turn += 1) {
      await audit.append(anEntry({ what: `${turn} ${'ä'.repeat(10_000)}` }));
    }

    const { entries, unreadable } = await audit.read(20);

    expect(unreadable).toBe(0);
    expect(entries.map((entry) => Number.parseInt(entry.what, 10))).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 20),
    );
  });

  it('is readable by its owner alone', async () => {
    await openAuditFile({ file, mode: 0o600 }).append(anEntry());

    expect((await fs.stat(file)).mode & 0o777).toBe(0o600);
  });

  it('is written as the mask lets it', async () => {
    const audit = openAuditFile({
      file,
      mode: 0o600,
      mask: (text) => text.replaceAll('key', '***'),
    });
    await audit.append(anEntry({ what: 'the key' }));

    expect(await fs.readFile(file, 'utf8')).toContain('the ***');
  });

  it('counts a line that was torn by a kill, and goes on after it on a line of its own', async () => {
    const audit = openAuditFile({ file, mode: 0o600 });
    await audit.append(anEntry({ what: 'before' }));
    await fs.appendFile(file, '{"at":"2026-11-23T03:00:00Z","eve');
    await audit.append(anEntry({ what: 'after' }));

    const { entries, unreadable } = await audit.read(10);

    expect(entries.map((entry) => entry.what)).toEqual(['before', 'after']);
    expect(unreadable).toBe(1);
  });

  it('counts lines that are JSON but no entry', async () => {
    await fs.writeFile(file, '{"at":1}\nnull\n\n[]\n');

    expect(await openAuditFile({ file, mode: 0o600 }).read(10)).toEqual({
      entries: [],
      unreadable: 3,
    });
  });

  it('answers store-unwritable where it may not be written', async () => {
    await fs.mkdir(file);

    await expect(openAuditFile({ file, mode: 0o600 }).append(anEntry())).rejects.toMatchObject({
      code: 'store-unwritable',
    });
  });

  it('keeps every confirmed entry of several processes that are killed', {
    timeout: 60_000,
  }, async () => {
    const confirmed: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      const names = ['a', 'b', 'c'].map((name) => `${round}${name}`);
      const writers = names.map((name) => startFixture('append-many', file, name, '10000'));
      await Promise.all(writers.map((writer) => writer.said(1)));
      await new Promise((resolve) => {
        setTimeout(resolve, Math.random() * 60);
      });
      for (const writer of writers) writer.process.kill('SIGKILL');
      await Promise.all(writers.map((writer) => writer.ended));
      for (const [index, writer] of writers.entries()) {
        confirmed.push(...writer.lines().map((line) => `${names[index]} ${line}`));
      }
    }

    const { entries } = await openAuditFile({ file, mode: 0o600 }).read(100_000);

    const kept = new Set(entries.map((entry) => `${entry.who} ${entry.what.split(' ')[0]}`));
    expect(confirmed.length).toBeGreaterThan(12);
    expect(confirmed.filter((entry) => !kept.has(entry))).toEqual([]);
  });
});
