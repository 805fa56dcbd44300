import type { CommandDefinition } from '@lifeboat/core';
import type { CliParts } from './run-cli.ts';

/** Placeholder until completion is there. */
export async function runCompletion(
  _parts: CliParts,
  _grammar: readonly CommandDefinition[],
): Promise<number> {
  return 0;
}
