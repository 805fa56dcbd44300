import type { Check, LifeboatError } from '@lifeboat/core';
import { forceableChecks } from '@lifeboat/core/live';

/** The checks that stopped a restore, as far as the error tells. */
export function checksOf(error: LifeboatError): readonly Check[] {
  const checks = error.data?.checks ?? error.data?.worse;
  // Only refusals carry them, and core makes them all.
  return Array.isArray(checks) ? (checks as Check[]) : [];
}

/**
 * The same line with every failed check overridden that may be, its reason still to be written; null
 * where nothing may be overridden. Without `apim`, as the palette takes it.
 */
export function forceLine(line: string, error: LifeboatError): string | null {
  const failed = checksOf(error).filter(({ verdict }) => verdict === 'fail');
  const names = [...new Set(failed.map(({ name }) => name))];
  const may = names.filter((name) => forceableChecks.restore.includes(name));
  if (may.length === 0 || may.length < names.length) return null;
  const flags = may.map((name) => ` --force ${name}`).join('');
  return `${line.replace(/^apim /, '')}${flags} --reason "`;
}
