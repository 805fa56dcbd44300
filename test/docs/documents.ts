import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The folder of the repository. */
export const root = resolve(import.meta.dirname, '../..');

/** A document: its path from the root, and its text. */
export type Document = { path: string; text: string };

/** A block between fences: its language (empty without one) and its text. */
export type Fence = { path: string; language: string; text: string };

/** Every document for people, from the root and from docs/, decisions included. */
export function allDocuments(): Document[] {
  const here = readdirSync(root).filter((name) => name.endsWith('.md'));
  const below = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`);
  return [...here, ...below].sort().map(readDocument);
}

/** One document by its path from the root. */
export function readDocument(path: string): Document {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

/** The blocks of a document. */
export function fences({ path, text }: Document): Fence[] {
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', block = '']) => ({
    path,
    language,
    text: block,
  }));
}

/** What stands between backticks outside of blocks. */
export function inlineCode(document: Document): string[] {
  return [...prose(document).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
}

/** The text without its blocks. */
export function prose({ text }: Document): string {
  return text.replaceAll(/^```.*?^```$/gms, '');
}

/** What the relative links of a document point at: a path from the root, and perhaps an anchor. */
export function links(document: Document): { path: string; anchor: string | null }[] {
  return [...prose(document).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/i.test(target))
    .map((target) => {
      const [path = '', anchor = null] = target.split('#');
      const from = path === '' ? document.path : join(dirname(document.path), path);
      return { path: from.replaceAll('\\', '/'), anchor };
    });
}

/** The anchors of a document's headings, as GitHub makes them. */
export function anchors(document: Document): string[] {
  return [...prose(document).matchAll(/^#{1,6} (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** The rows of the first table under a heading, cell by cell, without its head. */
export function tableUnder(document: Document, heading: string): string[][] {
  return tablesUnder(document, heading)[0] ?? [];
}

/** All tables between a heading and the next one of any level. */
export function tablesUnder({ path, text }: Document, heading: string): string[][][] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.replace(/^#+ /, '') === heading);
  if (start < 0) throw new Error(`${path} has no heading "${heading}"`);
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => /^#+ /.test(line));
  const section = end < 0 ? rest : rest.slice(0, end);
  const tables: string[][][] = [];
  let open: string[][] | null = null;
  for (const line of section) {
    if (!line.startsWith('|')) {
      open = null;
      continue;
    }
    if (open === null) {
      open = [];
      tables.push(open);
    }
    open.push(
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
  }
  return tables.map((table) => table.slice(2));
}

/** Whether there is such a file or folder. */
export function isThere(path: string): boolean {
  return existsSync(join(root, path));
}

/** A table cell without its backticks. */
export function plain(cell: string | undefined): string {
  return (cell ?? '').replaceAll('`', '');
}
