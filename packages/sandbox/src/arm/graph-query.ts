/** A row of the graph: a resource as Resource Graph shows it. */
export type GraphRow = Record<string, unknown>;

type Stage = (rows: GraphRow[]) => GraphRow[];

/** A query the sandbox does not understand; `part` is the piece it stopped at. */
export type QueryProblem = { part: string };

/**
 * Reads the small part of the Kusto language that fleets are asked with:
 * `resources | where … and … | extend | project | order by | limit`.
 * Anything else is refused rather than guessed.
 */
export function readQuery(query: string): Stage | QueryProblem {
  const [table = '', ...parts] = splitOutside(query, '|').map((each) => each.trim());
  if (table.toLowerCase() !== 'resources') return { part: table };
  const stages: Stage[] = [];
  for (const part of parts) {
    const stage = readStage(part);
    if (stage === null) return { part };
    stages.push(stage);
  }
  return (rows) => stages.reduce((current, stage) => stage(current), rows);
}

function readStage(part: string): Stage | null {
  const [, verb = '', rest = ''] =
    /^(where|project|extend|order by|sort by|limit|take)\s+(.+)$/is.exec(part) ?? [];
  switch (verb.toLowerCase()) {
    case 'where':
      return readWhere(rest);
    case 'project':
    case 'extend':
      return readColumns(rest, verb.toLowerCase() === 'extend');
    case 'order by':
    case 'sort by':
      return readOrder(rest);
    case 'limit':
    case 'take':
      return /^\d+$/.test(rest.trim()) ? (rows) => rows.slice(0, Number(rest)) : null;
    default:
      return null;
  }
}

function readWhere(text: string): Stage | null {
  const conditions: ((row: GraphRow) => boolean)[] = [];
  for (const piece of text.split(/\s+and\s+/i)) {
    const condition = readCondition(piece.trim());
    if (condition === null) return null;
    conditions.push(condition);
  }
  return (rows) => rows.filter((row) => conditions.every((holds) => holds(row)));
}

function readCondition(text: string): ((row: GraphRow) => boolean) | null {
  const [, path, operator = '', literal = ''] =
    /^([\w.]+)\s*(=~|==|!~|!=|in~|in|contains|startswith)\s*(.+)$/i.exec(text) ?? [];
  const words = readLiterals(literal);
  if (path === undefined || words === null) return null;
  const value = (row: GraphRow): string => String(at(row, path) ?? '');
  const folded = words.map((each) => each.toLowerCase());
  switch (operator.toLowerCase()) {
    case '=~':
    case 'in~':
      return (row) => folded.includes(value(row).toLowerCase());
    case '==':
    case 'in':
      return (row) => words.includes(value(row));
    case '!~':
      return (row) => !folded.includes(value(row).toLowerCase());
    case '!=':
      return (row) => !words.includes(value(row));
    case 'contains':
      return (row) => folded.some((each) => value(row).toLowerCase().includes(each));
    case 'startswith':
      return (row) => folded.some((each) => value(row).toLowerCase().startsWith(each));
    default:
      return null;
  }
}

/** `'a'`, `"a"` or `('a', "b")`. */
function readLiterals(text: string): string[] | null {
  const inner = /^\((.*)\)$/s.exec(text.trim())?.[1] ?? text;
  const words = splitOutside(inner, ',').map((each) => /^(['"])(.*)\1$/s.exec(each.trim())?.[2]);
  return words.every((each) => each !== undefined) ? words : null;
}

function readColumns(text: string, keepsAll: boolean): Stage | null {
  const columns: { name: string; path: string }[] = [];
  for (const piece of text.split(',')) {
    const [, alias, path] = /^(?:(\w+)\s*=\s*)?([\w.]+)$/.exec(piece.trim()) ?? [];
    if (path === undefined) return null;
    columns.push({ name: alias ?? path.replaceAll('.', '_'), path });
  }
  return (rows) =>
    rows.map((row) => ({
      ...(keepsAll ? row : {}),
      ...Object.fromEntries(columns.map(({ name, path }) => [name, at(row, path) ?? null])),
    }));
}

function readOrder(text: string): Stage | null {
  const [, path, direction = 'desc'] = /^([\w.]+)(?:\s+(asc|desc))?$/i.exec(text.trim()) ?? [];
  if (path === undefined) return null;
  const sign = direction.toLowerCase() === 'asc' ? 1 : -1;
  const key = (row: GraphRow): string => String(at(row, path) ?? '');
  return (rows) => rows.toSorted((a, b) => sign * key(a).localeCompare(key(b)));
}

function at(row: GraphRow, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    if (typeof value !== 'object' || value === null) return undefined;
    const key = Object.keys(value).find((each) => each.toLowerCase() === name.toLowerCase());
    return key === undefined ? undefined : (value as Record<string, unknown>)[key];
  }, row);
}

function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [''];
  let quote = '';
  for (const character of text) {
    if (quote === '' && (character === "'" || character === '"')) quote = character;
    else if (character === quote) quote = '';
    if (character === separator && quote === '') parts.push('');
    else parts.push(`${parts.pop() ?? ''}${character}`);
  }
  return parts;
}
