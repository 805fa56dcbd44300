import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkContainer } from '../../packages/core/src/checks/container.ts';
import { notSeen } from '../../packages/core/src/testing/fake-azure/looks.ts';
import { allDocuments, fences, inlineCode } from '../docs/documents.ts';
import { type Az, azFor, azMaySkip } from '../harness/az.ts';
import { type AzCommand, askAzHelp, readAzHelp, readAzLine } from '../harness/az-help.ts';

/**
 * What a newer az has than Debian's 2.45, with where that is said: the documents say so too.
 * github.com/Azure/azure-cli, pull request 31778 (July 2025), read 2026-11-24.
 */
const newer = new Set(['az login --claims-challenge']);

/** Lines to run: whole, with all that az insists on. */
const blocks = allDocuments().flatMap((document) =>
  fences(document)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => text.replaceAll(/\\\n\s*/g, '').split('\n'))
    .filter((line) => line.startsWith('az '))
    .map((line) => line.replace(/\s+#.*$/, '')),
);

/** Mentions in a sentence: they may leave out what goes without saying. */
const mentions = allDocuments()
  .flatMap(inlineCode)
  .filter((code) => code.startsWith('az '))
  .map((code) => code.replace(/\s*…$/, ''));

/** What Lifeboat itself prints and no other test runs. */
const printed = [
  checkContainer({ account: 'ACCOUNT', container: 'CONTAINER' }, notSeen('absent')).remedy ?? '',
  'az login --tenant TENANT',
  'az cloud set --name AzureChinaCloud',
];

const unique = (lines: readonly string[]): string[] => [...new Set(lines)].sort();

describe.skipIf(azMaySkip)('a line for the Azure CLI', () => {
  let cli: Az;
  const known = new Map<string, Promise<AzCommand | null>>();

  beforeAll(() => {
    cli = azFor(null);
  });
  afterAll(() => cli?.remove());

  function helpFor(command: readonly string[]): Promise<AzCommand | null> {
    const name = command.join(' ');
    const help = known.get(name) ?? askAzHelp(cli, command);
    known.set(name, help);
    return help;
  }

  /** What is wrong with a line, as az sees it. */
  async function wrongWith(line: string, whole: boolean): Promise<string[]> {
    const { command, flags } = readAzLine(line);
    const help = await helpFor(command);
    if (help === null) return [`there is no az ${command.join(' ')}`];
    const unknown = flags
      .filter((flag) => !help.flags.has(flag))
      .filter((flag) => !newer.has(`az ${command.join(' ')} ${flag}`));
    const missing = help.required
      .filter((spellings) => whole && !spellings.some((spelling) => flags.includes(spelling)))
      .map(([flag]) => flag);
    return [
      ...unknown.map((flag) => `it has no ${flag}`),
      ...missing.map((flag) => `it wants ${flag}`),
    ];
  }

  it.each(unique([...blocks, ...printed]))('can be run: %s', async (line) => {
    expect(await wrongWith(line, true)).toEqual([]);
  });

  it.each(unique(mentions))('is one: %s', async (line) => {
    expect(await wrongWith(line, false)).toEqual([]);
  });

  it('that is wrong is found', async () => {
    expect(await wrongWith('az login --tenent x', true)).toEqual(['it has no --tenent']);
    expect(await wrongWith('az cloud set', true)).toEqual(['it wants --name']);
    expect(await wrongWith('az clud set --name x', true)).toEqual(['there is no az clud set']);
  });
});

describe('the help of the Azure CLI', () => {
  it('is read with flags over several lines, short forms and what is required', () => {
    const help = readAzHelp(
      [
        'Arguments',
        '    --name -n [Required] : The name: as it is.',
        '                           --not-a-flag is text.',
        '    --allow-cross-tenant-replication',
        '    -r                   : Whether.  Allowed values: false, true.',
        'Examples',
        '    az x --name y',
      ].join('\n'),
    );

    expect([...help.flags]).toEqual(['--name', '-n', '--allow-cross-tenant-replication', '-r']);
    expect(help.required).toEqual([['--name', '-n']]);
  });

  it('is asked about every line there is', () => {
    expect(blocks.length).toBeGreaterThan(8);
    expect(mentions.length).toBeGreaterThan(3);
  });
});
