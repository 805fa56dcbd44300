import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  allDocuments,
  anchors,
  fences,
  inlineCode,
  isThere,
  links,
  readDocument,
  root,
} from './documents.ts';

const house = readDocument('ARCHITECTURE.md');

/** Folders below a package's sources, as paths from the root. */
function realRooms(): string[] {
  return ['core', 'tui', 'slackbot', 'sandbox'].flatMap((name) => {
    const source = `packages/${name}/src`;
    return readdirSync(join(root, source), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .map((path) => path.replaceAll('\\', '/'));
  });
}

/** The folders of the tree in ARCHITECTURE.md, read by their indentation. */
function toldRooms(): string[] {
  const tree = fences(house).find(({ text }) => text.startsWith('packages/core/src/'))?.text ?? '';
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', name] = /^( *)(\S+)\/(?:\s|$)/.exec(line) ?? [];
    if (name === undefined) return [];
    const depth = indent.length / 2;
    above.splice(depth, above.length, name);
    return depth === 0 ? [] : [above.join('/')];
  });
}

/** What looks like a path of ours. Names in capitals stand for names to come. */
function pathsIn(texts: readonly string[]): string[] {
  return texts.filter((text) =>
    /^(packages|test|scripts|docs|\.ci)\/[\w./-]*$|^[\w-]+\.(config\.ts|yaml)$/.test(text),
  );
}

describe('ARCHITECTURE.md', () => {
  it('has every folder of the sources in its tree, and no other', () => {
    expect(toldRooms().toSorted()).toEqual(realRooms().toSorted());
  });

  it.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('names only paths that exist (%s)', (path) => {
    const paths = pathsIn(inlineCode(readDocument(path))).filter(
      (each) => !each.includes('NAME') && !each.includes('/dist/'),
    );

    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter((each) => !isThere(each))).toEqual([]);
  });

  it('lists every decision, numbered one after the other', () => {
    const files = readdirSync(join(root, 'docs/decisions')).sort();
    const numbers = files.map((file) => Number(file.slice(0, 4)));
    const listed = links(house).map(({ path }) => path);

    expect(numbers).toEqual(files.map((_, index) => index + 1));
    expect(files.filter((file) => !listed.includes(`docs/decisions/${file}`))).toEqual([]);
  });
});

describe('the documents', () => {
  it('link to files and headings that are there', () => {
    const broken = allDocuments().flatMap((document) =>
      links(document)
        .filter(({ path, anchor }) => {
          if (!isThere(path)) return true;
          return anchor !== null && !anchors(readDocument(path)).includes(anchor);
        })
        .map(({ path, anchor }) => `${document.path} → ${path}#${anchor ?? ''}`),
    );

    expect(broken).toEqual([]);
  });

  it('name only commands of pnpm that there are', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const texts = [readDocument('CONTRIBUTING.md').text, readDocument('README.md').text].join('\n');
    const told = [...texts.matchAll(/npx -y pnpm@12 (\w+)/g)].map(([, name = '']) => name);

    expect(told.length).toBeGreaterThan(8);
    expect(told.filter((name) => name !== 'exec' && scripts[name] === undefined)).toEqual([]);
  });
});
