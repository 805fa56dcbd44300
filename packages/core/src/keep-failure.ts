import { access } from 'node:fs/promises';
import { filePlaces, type PlacesInput } from './config/file-places.ts';
import { openLogFile } from './system/log-file.ts';
import { masking } from './system/masking.ts';
import { systemClock } from './system/system-clock.ts';

/**
 * Writes what an unexpected error tells, its stack included, into the log file, with everything
 * that looks like a secret hidden. For failures that happen before or around an open Lifeboat.
 * Gives the file's path; null when even that failed.
 */
export async function keepFailure(places: PlacesInput, failure: unknown): Promise<string | null> {
  try {
    const { log: file } = filePlaces(places);
    const log = openLogFile({ file, clock: systemClock(), mask: masking().mask });
    log.error('unexpected failure', { failure: describe(failure) });
    // The log itself never fails; whether it could be written shows only in what is there.
    await access(file);
    return file;
  } catch {
    return null;
  }
}

/** The stack with those of the causes, as far down as anybody will read. */
function describe(failure: unknown, depth = 0): string {
  if (!(failure instanceof Error)) return String(failure);
  const own = failure.stack ?? `${failure.name}: ${failure.message}`;
  if (failure.cause === undefined || depth >= 5) return own;
  return `${own}\ncaused by ${describe(failure.cause, depth + 1)}`;
}
