import type { Plan } from '../domain/plan.ts';
import { shellWord } from '../domain/shell-word.ts';

/** The flags that a restore's line has beside target, backup and way in; each in front of a space. */
export function restoreFlags(
  { overrides, safetyBackup }: Pick<Plan, 'overrides' | 'safetyBackup'>,
  reason: string | null,
): string {
  const flags = [
    ...overrides.forced.map((name) => `--force ${name}`),
    ...(overrides.crossEnvironment ? ['--cross-environment'] : []),
    ...(overrides.fresh ? ['--fresh'] : []),
    ...(safetyBackup?.made === false ? ['--no-safety-backup'] : []),
    ...(reason === null ? [] : [`--reason ${shellWord(reason)}`]),
  ];
  return flags.map((flag) => ` ${flag}`).join('');
}
