import type { Configuration } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';
import { buildConfiguration } from './build-configuration.ts';
import { crossCheck } from './cross-checks.ts';
import { explainIssues } from './explain-issue.ts';
import { type Environment, fillVariables } from './fill-variables.ts';
import { type Mistake, mistakesError } from './mistake.ts';
import { readYaml } from './read-yaml.ts';
import { fileShape } from './schema/file.ts';

export { emptyConfiguration } from './empty-configuration.ts';

/** A configuration's text and where it came from. */
export type ConfigurationSource = {
  text: string;
  /** Absolute path of the file: relative paths in it start from its folder. */
  path: string;
  /** For `${NAME}` outside of secrets; those are read at use, through the Secrets port. */
  environment: Environment;
  /** When the file was read. */
  loadedAt?: Instant | null;
};

/**
 * The configuration in a text, checked and with defaults filled in. Pure.
 * Errors: `config-invalid` listing every mistake with its path, line and column; `data.mistakes`
 * has them as data. Nothing else is thrown, whatever the text.
 */
export function loadConfiguration(source: ConfigurationSource): Configuration {
  const yaml = readYaml(source.text);
  const filled = fillVariables(yaml, source.environment);
  const mistakes = [...yaml.mistakes, ...filled.mistakes];
  if (filled.value === null) {
    if (mistakes.length === 0) mistakes.push(emptyFile);
    throw mistakesError(mistakes, source.path);
  }
  const placed = { ...yaml, value: filled.value };
  const checked = fileShape.safeParse(filled.value);
  if (!checked.success) mistakes.push(...explainIssues(checked.error.issues, placed));
  mistakes.push(...crossCheck(filled.value, placed));
  if (!checked.success || mistakes.length > 0)
    throw mistakesError(onePerPlace(mistakes), source.path);
  return buildConfiguration(checked.data, { path: source.path, loadedAt: source.loadedAt ?? null });
}

const emptyFile: Mistake = {
  path: '',
  line: 1,
  column: 1,
  message: 'is empty; `apim init` writes a new one',
  suggestion: null,
};

// A variable that is not set also fails the pattern of its place: the first reason is the true one.
function onePerPlace(mistakes: readonly Mistake[]): Mistake[] {
  const seen = new Set<string>();
  return mistakes.filter(({ path, line, column }) => {
    const place = `${path} ${line}:${column}`;
    if (path !== '' && seen.has(place)) return false;
    seen.add(place);
    return true;
  });
}
