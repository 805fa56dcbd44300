import { describe, expect, it } from 'vitest';
import { commandName } from '../../packages/core/src/commands/find-command.ts';
import { commands } from '../../packages/core/src/commands/index.ts';
import { parseCommand } from '../../packages/core/src/commands/parse.ts';
import { splitLine } from '../../packages/core/src/commands/split-line.ts';
import { uiFlagList } from '../../packages/tui/src/app/ui-flags.ts';
import { allDocuments, type Document, fences, inlineCode, readDocument } from './documents.ts';

/** Decisions tell of the past: what they quote need not work today. */
const documents = allDocuments().filter(({ path }) => !path.startsWith('docs/decisions/'));

/** The `apim` lines a reader may type: in blocks, at prompts, and in sentences. */
function apimLines(document: Document): string[] {
  const blocks = fences(document).flatMap(({ language, text }) => {
    const lines = text.replaceAll('\\\n', ' ').split('\n');
    if (language === 'sh') return lines.flatMap((line) => line.split(/ && /));
    if (language === 'console') {
      return lines.filter((line) => line.startsWith('$ ')).map((line) => line.slice(2));
    }
    return [];
  });
  const typed = [...blocks, ...inlineCode(document)]
    .map((line) => line.replace(/^source <\((.*)\).*$/, '$1'))
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .map((line) => line.split(/ [|>] /)[0] ?? '');
  return typed.filter((line) => /^apim\s/.test(line) && !/^apim\s+…/.test(line));
}

/** A sentence may name a command without its arguments. */
const names = commands.map(commandName);

const found = documents.flatMap((document) =>
  apimLines(document).map((line) => ({ path: document.path, line })),
);

describe('every apim line of the documents', () => {
  it('is found', () => {
    expect(found.length).toBeGreaterThan(80);
  });

  it.each(found)('$path: $line', ({ line }) => {
    const { text, words } = splitLine(line);
    if (names.includes(text.replace('apim ', ''))) return;
    const parsed = parseCommand(commands, { text, words: words.slice(1) }, 'cli', uiFlagList);

    // A line without a command opens the terminal UI, with flags of its own.
    expect(['run', 'help', 'version', 'nothing']).toContain(parsed.kind);
  });

  it('would be noticed if it did not work', () => {
    const planted = { path: 'x.md', text: 'Type `apim bakup contoso` now.' };
    const [line = ''] = apimLines(planted);

    expect(() => parseCommand(commands, splitLine(line.replace('apim ', '')), 'cli')).toThrow(
      'no command `bakup`',
    );
  });
});

describe('the guide', () => {
  it('names every command', () => {
    const guide = apimLines(readDocument('docs/guide.md')).join('\n');
    const said = names.filter((name) => guide.includes(`apim ${name}`));

    expect(said).toEqual(names);
  });
});
