import { archiveWhenDue } from '../../workflows/archive-ended.ts';
import type { CommandContext } from '../definition.ts';
import type { Report } from '../report.ts';

/**
 * Lets a command that writes the store anyway also move what long ended out of it, at most once a day,
 * after its own work is done. The report is the command's own, whatever comes of that.
 */
export async function thenArchive(
  { lifeboat, signal }: CommandContext,
  work: Promise<Report>,
): Promise<Report> {
  const report = await work;
  if (!signal.aborted) await archiveWhenDue(lifeboat, signal);
  return report;
}
