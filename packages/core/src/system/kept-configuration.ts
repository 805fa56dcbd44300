import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from '../domain/configuration.ts';

/** Where checked configurations are kept between starts, and by which build of the program. */
export type KeepingPlace = {
  /** A folder of the person's own, never one that a group shares. */
  folder: string;
  /** Changes with every change of the code: what another build made is not used. */
  build: string;
};

/** The text that a configuration was made from. */
type Source = { path: string; text: string; loadedAt: number | null };

/** What is kept: the configuration, and all that it was made from. */
type Kept = { build: string; path: string; text: string; configuration: Configuration };

/**
 * The configuration as it was checked at an earlier start, when it would come out the same now: the
 * same build read the same text at the same path. Null when not. Reading and checking anew takes
 * 45 ms, mostly to load what reads YAML, shapes and schedules (measured 2026-11-23).
 */
export function readKept(place: KeepingPlace, source: Source): Configuration | null {
  const kept = readOwn(fileFor(place, source.path));
  if (kept?.build !== place.build || kept.path !== source.path || kept.text !== source.text)
    return null;
  return { ...kept.configuration, loadedAt: source.loadedAt };
}

/**
 * Keeps a checked configuration for later starts, in the place of the one before. A folder that
 * cannot be written stops nothing.
 */
export function keep(place: KeepingPlace, source: Source, configuration: Configuration): void {
  const file = fileFor(place, source.path);
  const kept: Kept = { build: place.build, path: source.path, text: source.text, configuration };
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(place.folder, { recursive: true, mode: 0o700 });
    writeFileSync(temporary, JSON.stringify(kept), { mode: 0o600 });
    renameSync(temporary, file);
  } catch {
    // The next start checks again.
  }
}

/** One file for each path, so that edits do not pile up. Should two long ones share it, they take turns. */
function fileFor({ folder }: KeepingPlace, path: string): string {
  return join(folder, `${path.replaceAll(/[^\w.-]/g, '_').slice(-120)}.json`);
}

/** Believes only a file that nobody but its owner, who runs this, could have written. */
function readOwn(file: string): Kept | null {
  try {
    const handle = openSync(file, 'r');
    try {
      const { uid, mode } = fstatSync(handle);
      const isOurs = uid === process.geteuid?.() && (mode & 0o022) === 0;
      // Written by `keep`, whose build is compared before anything of it is used.
      return isOurs ? (JSON.parse(readFileSync(handle, 'utf8')) as Kept) : null;
    } finally {
      closeSync(handle);
    }
  } catch {
    return null;
  }
}
