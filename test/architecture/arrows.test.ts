import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { violations } from './arrows.ts';
import { parseImports, readSource, sourceFiles } from './imports.ts';

const root = resolve(import.meta.dirname, '../..');
const files = [
  'packages/core/src',
  'packages/tui/src',
  'packages/slackbot/src',
  'packages/sandbox/src',
].flatMap((folder) => sourceFiles(root, folder));
const sources = files.map((path) => ({ path, ...readSource(root, path) }));

describe('the arrows of the house', () => {
  it('are read from every source file there is', () => {
    const tracked = execFileSync(
      'git',
      ['ls-files', '-co', '--exclude-standard', 'packages/*/src/*.ts', 'packages/*/src/*.tsx'],
      {
        cwd: root,
        encoding: 'utf8',
      },
    );
    const expected = tracked.split('\n').filter((line) => /\.tsx?$/.test(line));

    expect(files).toEqual(expect.arrayContaining(expected));
    expect(sources.flatMap((source) => source.problems)).toEqual([]);
    expect(sources.flatMap((source) => source.edges).length).toBeGreaterThan(files.length);
  });

  it('hold', () => {
    const broken = sources.flatMap((source) => source.edges.flatMap(violations));

    expect(broken.map(({ edge, advice }) => `${edge.from} → ${edge.specifier}: ${advice}`)).toEqual(
      [],
    );
  });

  it('leave no `export *`', () => {
    expect(sources.filter((source) => source.starExports > 0).map((source) => source.path)).toEqual(
      [],
    );
  });
});

describe('a planted violation is found', () => {
  it.each([
    [
      'a static import',
      "import { x } from '../azure/blobs.ts';",
      'packages/core/src/workflows/a.ts',
    ],
    [
      'a type-only import',
      "import type { X } from '../azure/blobs.ts';",
      'packages/core/src/workflows/a.ts',
    ],
    ['a re-export', "export { x } from '../store/x.ts';", 'packages/core/src/workflows/a.ts'],
    [
      'a dynamic import',
      "const x = await import('../azure/blobs.ts');",
      'packages/core/src/workflows/a.ts',
    ],
    [
      'a type of an import',
      "type X = import('../azure/blobs.ts').X;",
      'packages/core/src/workflows/a.ts',
    ],
    [
      'a file in a pure room',
      "import { readFileSync } from 'node:fs';",
      'packages/core/src/domain/a.ts',
    ],
    ['React in core', "import React from 'react';", 'packages/core/src/commands/a.ts'],
    ['core in the sandbox', "import { x } from '@lifeboat/core';", 'packages/sandbox/src/a.ts'],
    [
      'core in the sandbox by path',
      "import { x } from '../../core/src/domain/tier.ts';",
      'packages/sandbox/src/a.ts',
    ],
    ['the sandbox in a door', "import { x } from '@lifeboat/sandbox';", 'packages/tui/src/a.ts'],
    [
      'a way round core',
      "import { x } from '../../core/src/domain/tier.ts';",
      'packages/tui/src/a.ts',
    ],
    ['a new room', "import { x } from '../domain/tier.ts';", 'packages/core/src/stuff/a.ts'],
  ])('%s', (_name, text, path) => {
    const { edges } = parseImports(path, text);

    expect(edges.flatMap(violations)).toHaveLength(1);
  });

  it('a star export', () => {
    expect(parseImports('a.ts', "export * from './b.ts';").starExports).toBe(1);
  });

  it('an import whose name is computed', () => {
    expect(parseImports('a.ts', 'const x = await import(name);').problems).toHaveLength(1);
  });

  it('a file that does not parse', () => {
    expect(parseImports('a.ts', 'const = ;').problems).not.toEqual([]);
  });
});
