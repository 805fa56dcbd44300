import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Pair } from 'yaml';
import { type Mistake, type Position, pathText, type ValuePath } from './mistake.ts';

/** Plain data made of a YAML document, and where each part of it stands in the text. */
export type PlacedValue = {
  /** Objects without prototype, arrays and scalars; entries without a value are left out. */
  value: unknown;
  /** The place of a value, of its key where `of` is `key`; of what holds it when it is not there. */
  placeOf(path: ValuePath, of?: 'key' | 'value'): Position;
  mistakes: Mistake[];
};

// A configuration for a thousand services has about 12,000 values; aliases can make billions.
const valueLimit = 100_000;
const depthLimit = 20;

/** Turns a document into plain data with places. Aliases are followed within bounds; never throws. */
export function placeValues(
  document: Document.Parsed,
  positionAt: (offset: number) => Position,
): PlacedValue {
  const places = new Map<string, { key: Position; value: Position }>();
  const mistakes: Mistake[] = [];
  const top = { line: 1, column: 1 };
  let left = valueLimit;

  function blame(path: ValuePath, position: Position, message: string): undefined {
    mistakes.push({ path: pathText(path), ...position, message, suggestion: null });
    return undefined;
  }

  function position(node: unknown, otherwise: Position): Position {
    return isNode(node) && node.range ? positionAt(node.range[0]) : otherwise;
  }

  function walk(node: unknown, path: ValuePath, key: Position): unknown {
    const value = position(node, key);
    places.set(placeKey(path), { key, value });
    left -= 1;
    if (left === 0) blame(path, value, 'has too many values, counting what its aliases repeat');
    if (left <= 0) return undefined;
    if (path.length > depthLimit) return blame(path, value, 'is nested too deeply');
    if (isAlias(node)) return walk(node.resolve(document), path, key);
    if (isMap(node)) return walkMap(node.items, path, value);
    if (isSeq(node)) return node.items.map((item, index) => walk(item, [...path, index], value));
    return isScalar(node) ? (node.value ?? undefined) : undefined;
  }

  function walkMap(items: Pair[], path: ValuePath, around: Position): unknown {
    // Without a prototype: `__proto__` and `constructor` are keys like others.
    const result: Record<string, unknown> = Object.create(null);
    for (const item of items) {
      const at = position(item.key, around);
      const name = isScalar(item.key) ? item.key.value : undefined;
      if (typeof name === 'object' || name === undefined) {
        blame(path, at, 'has a key here that is no plain text');
        continue;
      }
      const step = String(name);
      // The schema's reader passes over this one in silence, so that it has to be refused here.
      if (step === '__proto__') {
        blame([...path, step], at, 'is not a known key');
        continue;
      }
      const value = walk(item.value, [...path, step], at);
      if (value !== undefined) result[step] = value;
    }
    return result;
  }

  const value = walk(document.contents, [], top) ?? null;
  return {
    value,
    mistakes,
    placeOf(path, of = 'value') {
      const exact = places.get(placeKey(path));
      if (exact !== undefined) return exact[of];
      for (let length = path.length - 1; length >= 0; length -= 1) {
        // What is missing is missed where its block was named, which is easier to find.
        const holder = places.get(placeKey(path.slice(0, length)));
        if (holder !== undefined) return holder.key;
      }
      return top;
    },
  };
}

function placeKey(path: ValuePath): string {
  return JSON.stringify(path);
}
