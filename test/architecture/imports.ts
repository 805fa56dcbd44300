import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { parseSync } from 'oxc-parser';
import * as z from 'zod';

/** One import of a file: static, dynamic, re-exported, type-only, or `import('x').T`. */
export type ImportEdge = { from: string; specifier: string; to: string | null };

/** What reading one source text found. */
export type ReadSource = { edges: ImportEdge[]; starExports: number; problems: string[] };

const node = z.object({ type: z.string() }).loose();

/** Every source file of a folder, as paths relative to `root`, with `/`. */
export function sourceFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.includes('/node_modules/') && !path.includes('/dist/'))
    .sort();
}

/** Reads and parses one file of the tree. */
export function readSource(root: string, path: string): ReadSource {
  return parseImports(path, readFileSync(join(root, path), 'utf8'));
}

/** The imports in a source text. A text that does not parse is a problem, never an empty list. */
export function parseImports(path: string, text: string): ReadSource {
  const parsed = parseSync(path, text);
  const found: ReadSource = {
    edges: [],
    starExports: 0,
    problems: parsed.errors.map((error) => error.message),
  };
  walk(parsed.program, (each) => {
    const specifier = specifierOf(each);
    if (specifier !== null)
      found.edges.push({ from: path, specifier, to: targetOf(path, specifier) });
    if (each.type === 'ExportAllDeclaration' && (each.exported ?? null) === null)
      found.starExports += 1;
    if (each.type === 'ImportExpression' && specifier === null) {
      found.problems.push(`${path}: an import whose name is not written out cannot be checked`);
    }
  });
  return found;
}

type Node = z.infer<typeof node>;

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const each of value) walk(each, visit);
    return;
  }
  const read = node.safeParse(value);
  if (read.success) visit(read.data);
  if (typeof value === 'object' && value !== null)
    for (const each of Object.values(value)) walk(each, visit);
}

const literal = z.object({ value: z.string() });
const nestedLiteral = z.object({ literal });

function specifierOf(each: Node): string | null {
  switch (each.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
    case 'ImportExpression':
    case 'TSImportType': {
      const source = each.source ?? each.argument;
      const plain = literal.safeParse(source);
      if (plain.success) return plain.data.value;
      const nested = nestedLiteral.safeParse(source);
      return nested.success ? nested.data.literal.value : null;
    }
    default:
      return null;
  }
}

/** The file a relative import names; null for a package. */
function targetOf(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  const base = resolve('/', dirname(from));
  return resolve(base, specifier).slice(1);
}
