import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTerminal } from '../harness/terminal.ts';
import { runProgram, scratch } from './process.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const place = scratch();
const { environment } = place;
const dist = join(place.folder, 'dist');
const apim = join(dist, 'apim.js');

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'packages/tui/build.ts'), dist]);
}, 60_000);
afterAll(() => place.remove());

/** The modules that Node would load for `file` before it runs: its static imports, all the way down. */
function staticImports(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const { module } = parseSync(file, readFileSync(file, 'utf8'));
  for (const { moduleRequest } of module.staticImports) {
    const { value } = moduleRequest;
    if (value.startsWith('.')) staticImports(join(file, '..', value), seen);
    else seen.add(value);
  }
  return seen;
}

describe('the bundle', () => {
  it('starts by its own name, also through a link as package managers make it', async () => {
    const link = join(place.folder, 'apim');
    symlinkSync(apim, link);

    expect(readFileSync(apim, 'utf8').startsWith('#!/usr/bin/env node\n')).toBe(true);
    expect(statSync(apim).mode & 0o111).toBe(0o111);
    expect(await runProgram(link, ['--version'], { environment })).toMatchObject({
      exit: 0,
      out: '0.1.0\n',
      err: '',
    });
  });

  it('runs a command that needs everything opened', async () => {
    const { exit, out } = await runProgram(apim, ['paths', '--json'], { environment });

    expect(exit).toBe(0);
    expect(JSON.parse(out).data.stateFolder).toBe(environment.LIFEBOAT_STATE_DIR);
  });

  it('loads nothing for --version but what it prints', () => {
    const files = [...staticImports(apim)];
    const bytes = files
      .filter((file) => file.startsWith('/'))
      .reduce((sum, file) => sum + statSync(file).size, 0);

    expect(files.filter((file) => !file.startsWith('/'))).toEqual(
      files.includes('node:module') ? ['node:module'] : [],
    );
    expect(bytes).toBeLessThan(10_000);
  });

  it('loads no YAML and no schemas before a command wants them', () => {
    const chunks = readdirSync(join(dist, 'chunks')).map((name) => join(dist, 'chunks', name));
    const boot = chunks.find((file) => /[\\/]boot-/.test(file)) ?? '';
    const text = [...staticImports(boot)]
      .filter((file) => file.startsWith('/'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('');

    // The names of their errors are not minified; both are in some chunk.
    for (const name of ['YAMLParseError', '$ZodError']) {
      expect(chunks.some((file) => readFileSync(file, 'utf8').includes(name))).toBe(true);
      expect(text.includes(name), name).toBe(false);
    }
  });

  it('keeps its compiled code for the next start while the terminal UI is still open', async () => {
    const caches = join(place.folder, 'caches');
    const { NODE_DISABLE_COMPILE_CACHE: _, ...rest } = environment;
    const terminal = openTerminal(process.execPath, [apim], {
      ...rest,
      NODE_COMPILE_CACHE: caches,
    });
    await terminal.said('Lifeboat');
    const kept = () => (existsSync(caches) ? readdirSync(caches, { recursive: true }) : []);
    await expect.poll(() => kept().length, { timeout: 20_000 }).toBeGreaterThan(10);
    terminal.kill();
    await terminal.ended;
  });

  it('says nothing of the machine it was made on', () => {
    const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );

    expect(files.length).toBeGreaterThan(10);
    for (const { parentPath, name } of files) {
      const text = readFileSync(join(parentPath, name), 'utf8');
      expect(text.includes(root), name).toBe(false);
      expect(text.includes(place.folder), name).toBe(false);
    }
  });

  it('carries the licences of what is inside', () => {
    const notices = readFileSync(join(dist, 'NOTICES.txt'), 'utf8');

    for (const name of ['zod', 'yaml', 'undici', '@azure/msal-node', '@azure/storage-blob']) {
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+`, 'm'));
    }
    expect(notices).toContain('Permission is hereby granted');
  });
});
