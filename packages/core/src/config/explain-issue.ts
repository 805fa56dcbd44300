import type * as z from 'zod/mini';
import { nearest } from '../domain/nearest.ts';
import { type KnownKeys, readKnownKeys } from './known-keys.ts';
import { type Mistake, pathText, type ValuePath } from './mistake.ts';
import type { PlacedValue } from './place-values.ts';

type Issue = z.core.$ZodIssue;

/** What the schema found wrong, as mistakes with their places. No given value is repeated: it may be a secret. */
export function explainIssues(issues: readonly Issue[], placed: PlacedValue): Mistake[] {
  const at = { placed, knownKeys: readKnownKeys() };
  return issues.flatMap((issue) => explain(issue, [], at));
}

type Context = { placed: PlacedValue; knownKeys: KnownKeys };

function explain(issue: Issue, holder: ValuePath, context: Context): Mistake[] {
  const { placed } = context;
  // YAML has no symbols: every step is a key or a list position.
  const path = [...holder, ...(issue.path as ValuePath)];
  const given = valueAt(placed.value, path);

  function mistake(message: string, suggestion: string | null = null): Mistake[] {
    const of = given === undefined ? 'key' : 'value';
    return [{ path: pathText(path), ...placed.placeOf(path, of), message, suggestion }];
  }

  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey([...path, key], context));
    case 'invalid_type':
      if (given === undefined) return mistake('is missing');
      return mistake(issue.message === generic ? typeWords(issue.expected, given) : issue.message);
    case 'invalid_value': {
      const words = issue.values.map(String);
      if (given === undefined) return mistake(`is missing; one of ${words.join(', ')}`);
      const meant = typeof given === 'string' ? nearest(given, words) : null;
      return mistake(`must be one of ${words.join(', ')}`, meant);
    }
    case 'invalid_union': {
      const chosen = likelyBranch(issue.errors);
      return chosen.flatMap((inner) => explain(inner, path, context));
    }
    case 'invalid_key': {
      const message = issue.issues[0]?.message ?? 'is not a possible name';
      return [{ path: pathText(path), ...placed.placeOf(path, 'key'), message, suggestion: null }];
    }
    default:
      return mistake(issue.message);
  }
}

// What zod's mini build says where no message was given.
const generic = 'Invalid input';

function unknownKey(path: ValuePath, { placed, knownKeys }: Context): Mistake {
  const key = String(path.at(-1));
  const suggestion = nearest(key, knownKeys(path.slice(0, -1)));
  const place = placed.placeOf(path, 'key');
  return { path: pathText(path), ...place, message: 'is not a known key', suggestion };
}

/** Of a value that may have several shapes, the complaints of the shape it was meant to have. */
function likelyBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const aboutInside = branches.find((issues) => !issues.some(isAboutWhole));
  const aboutChoice = branches.find((issues) =>
    issues.some(({ code }) => code === 'invalid_value'),
  );
  return aboutInside ?? aboutChoice ?? branches[0] ?? [];
}

function isAboutWhole({ code, path }: Issue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');
}

function typeWords(expected: string, given: unknown): string {
  switch (expected) {
    case 'string':
      return typeof given === 'object' ? 'must be text' : 'must be text: put it in quotes';
    case 'boolean':
      return 'must be true or false';
    case 'array':
      return 'must be a list, such as [a, b]';
    case 'object':
    case 'record':
      return 'must be a block of keys and values';
    default:
      return `must be of type ${expected}`;
  }
}

function valueAt(value: unknown, path: ValuePath): unknown {
  return path.reduce<unknown>(
    (reached, step) =>
      typeof reached === 'object' && reached !== null && Object.hasOwn(reached, step)
        ? // An object or list, read by a key of its own.
          (reached as Record<string | number, unknown>)[step]
        : undefined,
    value,
  );
}
