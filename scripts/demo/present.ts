import type { Sandbox } from '../../packages/sandbox/src/index.ts';

/** How long things take while the screens are open: short for who watches, long enough to be seen. */
export const takes = { backupSeconds: 14, restoreSeconds: 14 } as const;

/** The backup that runs when the screens open: not twice what is usual, so that it is nothing odd. */
const runningSeconds = 36;

/** What Lifeboat did here before the screens open, so that it knows how long things usually take. */
const past = [
  'apim backup contoso-prod contoso-dev --reason "before the release"',
  'apim restore contoso-dr --from latest:contoso-prod --confirm contoso-dr --no-safety-backup --reason drill',
];

/**
 * Lets Lifeboat find the backups that others made, make two and a restore of its own, all at once, and
 * start one that is still running afterwards. False when any of that failed.
 */
export async function makePresent(
  { control }: Sandbox,
  run: (line: string) => Promise<number>,
): Promise<boolean> {
  if ((await run('apim services')) !== 0) return false;
  const codes = await Promise.all(past.map(run));
  if (codes.some((code) => code !== 0)) return false;
  await control.setOptions({ backupSeconds: runningSeconds });
  const started = await run('apim backup contoso-dev --no-wait');
  await control.setOptions({ backupSeconds: takes.backupSeconds });
  return started === 0;
}
