import { type Mistake, pathText, type ValuePath } from './mistake.ts';
import type { PlacedValue } from './place-values.ts';
import { variableForm } from './schema/atoms.ts';

/** What the environment holds, by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

// Here the variable's name is kept and its value read at use, so that no secret lies in memory or
// in a record, and a variable that is not needed today need not be set.
const secretKeys: ReadonlySet<string> = new Set(['clientSecret', 'accessKey', 'secret']);

/**
 * The same data with every `${NAME}` that stands alone replaced by the environment's value, except
 * where a secret belongs. One that is not set is a mistake, as is one inside a longer text.
 */
export function fillVariables(
  placed: PlacedValue,
  environment: Environment,
): { value: unknown; mistakes: Mistake[] } {
  const mistakes: Mistake[] = [];

  function fill(value: unknown, path: ValuePath): unknown {
    if (typeof value === 'string') return fillText(value, path);
    if (Array.isArray(value)) return value.map((each, index) => fill(each, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    const filled: Record<string, unknown> = Object.create(null);
    for (const [key, each] of Object.entries(value)) filled[key] = fill(each, [...path, key]);
    return filled;
  }

  function fillText(text: string, path: ValuePath): string {
    if (!text.includes('${') || secretKeys.has(String(path.at(-1)))) return text;
    const name = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/.exec(text)?.[1];
    const found =
      name === undefined || !Object.hasOwn(environment, name) ? undefined : environment[name];
    if (found !== undefined && found !== '') return found;
    const message =
      name === undefined
        ? `reads the environment only where ${variableForm} stands alone`
        : `reads ${name} from the environment, where it is not set`;
    mistakes.push({ path: pathText(path), ...placed.placeOf(path), message, suggestion: null });
    return text;
  }

  return { value: fill(placed.value, []), mistakes };
}
