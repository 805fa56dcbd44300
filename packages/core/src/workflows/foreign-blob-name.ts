import type { Instant } from '../domain/instant.ts';

/** What another tool's blob name says of a backup. */
export type ForeignBlobName = { azureName: string; at: Instant };

const ending = /\.apimbackup$/i;
/**
 * `{Name}-{yyyy-MM-dd-HH-mm}` is what Az PowerShell names a backup (facts/azure.md 3.2); the others
 * are the UTC stamps people write: `20261123T020000Z`, `20261123020000`, `2026-11-23T02-00-00Z`.
 * PowerShell's clock is the local one, so its stamp may be hours off: the earlier of it and the
 * blob's own time counts.
 */
const stamp =
  /^(.+)-(\d{4})-?(\d{2})-?(\d{2})[T_-]?(\d{2})[:-]?(\d{2})(?:[:-]?(\d{2}))?(?:\.\d{1,7})?Z?$/i;

/**
 * Reads the names other tools give; null when it is none of them. The name of the service is what
 * stands before the stamp: whether there is such a service is not known here. Never throws.
 */
export function parseForeignBlobName(name: string): ForeignBlobName | null {
  if (!ending.test(name)) return null;
  const found = stamp.exec(name.replace(ending, ''));
  if (found === null) return null;
  const [azureName = '', ...digits] = found.slice(1);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = digits.map((each) =>
    Number(each ?? 0),
  );
  const at = Date.UTC(year, month - 1, day, hour, minute, second);
  // Date.UTC rolls 31 February and 25 o'clock over: such a name is not a time.
  const read = new Date(at);
  const same =
    read.getUTCFullYear() === year &&
    read.getUTCMonth() === month - 1 &&
    read.getUTCDate() === day &&
    read.getUTCHours() === hour &&
    read.getUTCMinutes() === minute;
  return same && second < 60 ? { azureName, at } : null;
}
