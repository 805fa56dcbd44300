import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceFiles } from './imports.ts';

const root = resolve(import.meta.dirname, '../..');
const sources = [
  'packages/core/src',
  'packages/tui/src',
  'packages/slackbot/src',
  'packages/sandbox/src',
]
  .flatMap((folder) => sourceFiles(root, folder))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** Where the outside may be touched: the adapters, the fakes and the places that wire. */
const composition =
  /^packages\/(core\/src\/(system|azure|store|node\.ts)|sandbox\/src\/(clock|main|ids|start|state-dir|options|tend|tls)|tui\/src\/(main|boot|app\/app-of-process))|^packages\/slackbot\/src\/main\.ts$/;

/** Habits of the house that no linter of ours knows; each pattern with what to do instead. */
const habits: readonly { name: string; pattern: RegExp; allowed: RegExp | null }[] = [
  {
    name: 'time comes from the Clock port',
    pattern: /\bDate\.now\(|new Date\(\)|performance\.now\(/,
    allowed: composition,
  },
  {
    name: 'randomness comes from the Random port',
    pattern: /Math\.random\(|randomUUID\(/,
    allowed: composition,
  },
  {
    name: 'the environment is read in the places that wire',
    pattern: /\bprocess\.(env|argv|exit|stdout|stderr|stdin)\b/,
    allowed: composition,
  },
  {
    name: 'nothing prints past the door',
    pattern: /\bconsole\./,
    // The sandbox has no door: its own faults go to whoever runs it.
    allowed: /^packages\/sandbox\//,
  },
  { name: 'nothing is module-level and changes', pattern: /^(export )?let /m, allowed: null },
  { name: 'no default exports', pattern: /^export default /m, allowed: null },
  {
    name: 'no decision on message text',
    pattern: /\.message\.(includes|startsWith|endsWith|match)\(|\.message === ['"`][^'"`]/,
    allowed: null,
  },
];

describe('the habits of the house', () => {
  it.each(habits)('$name', ({ pattern, allowed }) => {
    const broken = sources.filter(
      ({ path, text }) => pattern.test(text) && allowed?.test(path) !== true,
    );

    expect(broken.map(({ path }) => path)).toEqual([]);
  });

  it('keep every file under 300 lines', () => {
    const long = sources.filter(({ text }) => text.split('\n').length > 300);

    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it('give every file a name that says its job', () => {
    const vague = sources.filter(({ path }) =>
      /^(utils?|helpers?|common|misc|manager|shared)\b/.test(basename(path)),
    );

    expect(vague.map(({ path }) => path)).toEqual([]);
  });

  it('are found when they are broken', () => {
    const planted = [
      'const t = Date.now();',
      'Math.random()',
      'process.env.X',
      'console.log(1)',
      'let x = 1;',
      'export default 1',
      "e.message.includes('x')",
    ];

    expect(planted.map((text, index) => habits[index]?.pattern.test(text))).toEqual(
      planted.map(() => true),
    );
  });
});
