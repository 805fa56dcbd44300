import { join } from 'node:path';
import { fieldKeys, globalKeys, listKeys, paletteKeys, screens } from '@lifeboat/tui/app';
import { describe, expect, it } from 'vitest';
import { uiFlagList } from '../../packages/tui/src/app/ui-flags.ts';
import type { Binding } from '../../packages/tui/src/keys/binding.ts';
import { readDocument, root } from './documents.ts';

const path = 'docs/terminal-ui.md';
const { text } = readDocument(path);

const names: Readonly<Record<string, string>> = { up: '↑', down: '↓', left: '←', right: '→' };

function keyOf(name: string): string {
  const shown = names[name] ?? name.replace(/^(ctrl|shift|alt)\+/, '$1-');
  return `\`${shown}\``;
}

function keysTable(title: string, bindings: readonly Binding[]): string {
  const rows = bindings.map(
    ({ keys, does }) => `| ${keys.map(keyOf).join(' ')} | ${does.replaceAll('|', '\\|')} |`,
  );
  return [`### ${title}`, '', '| keys | do |', '|---|---|', ...rows].join('\n');
}

/** The keys of every place, each table once: lists are the same everywhere. */
function keysSection(): string {
  const moving: readonly Binding[] = listKeys;
  const own = screens.flatMap(({ title, keys, alsoKeys }): [string, readonly Binding[]][] => [
    [title, keys.filter((binding) => !moving.includes(binding))],
    [alsoKeys?.title ?? '', alsoKeys?.bindings ?? []],
  ]);
  const tables: [string, readonly Binding[]][] = [
    ['Everywhere', globalKeys],
    ['In lists and long texts', listKeys],
    ...own.filter(([, bindings]) => bindings.length > 0),
    ['In the palette', paletteKeys],
    ['While typing', fieldKeys],
  ];
  return tables.map(([title, bindings]) => keysTable(title, bindings)).join('\n\n');
}

function flagsSection(): string {
  const rows = uiFlagList.map(({ name, summary, value }) => {
    const shown = value === null ? `--${name}` : `--${name} ${value.placeholder}`;
    return `| \`${shown}\` | ${summary} |`;
  });
  return ['| flag of `apim` alone | does |', '|---|---|', ...rows].join('\n');
}

/** The document with what stands between two marks made anew. */
function withSection(document: string, name: string, section: string): string {
  const found = new RegExp(`(<!-- ${name}: begin.*?-->\n)[^]*?(<!-- ${name}: end -->)`);
  if (!found.test(document)) throw new Error(`${path} has no marks for ${name}`);
  return document.replace(found, (_, begin, end) => `${begin}\n${section}\n\n${end}`);
}

describe('the guide to the terminal UI', () => {
  it('has every key and every flag as the tables of the code have them', async () => {
    const made = withSection(withSection(text, 'keys', keysSection()), 'flags', flagsSection());

    await expect(made).toMatchFileSnapshot(join(root, path));
  });

  it('names every theme', () => {
    const themes = uiFlagList.find(({ name }) => name === 'theme')?.value?.choices ?? [];

    expect(themes.length).toBeGreaterThan(3);
    for (const theme of themes) expect(text).toContain(theme);
  });
});
