import { closeSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from '../ports/system.ts';
import type { Clock } from '../ports/time.ts';
import { makeFolder } from './make-folder.ts';

/** How the log file is kept. */
export type LogFileOptions = {
  file: string;
  clock: Pick<Clock, 'now'>;
  /** Hides secrets in a whole line. */
  mask: (text: string) => string;
  /** Mode of the file; default 0600. */
  mode?: number;
  /** From this size on the file becomes `<file>.1`, in place of the one before. Default 5 MiB. */
  maxBytes?: number;
};

/**
 * The log file: one JSON object a line, in the file when a call returns. Opens nothing before the
 * first line; a log that cannot be written stops nothing.
 *
 * A dozen lines a command: a logging library took 12 ms of CPU and 1.4 MB to load for them
 * (pino, measured 2026-11-24; docs/decisions/0006).
 */
export function openLogFile(options: LogFileOptions): Log {
  const { clock, mask } = options;
  let file: AppendedFile | null = null;

  function add(level: keyof Log, message: string, fields: object = {}): void {
    try {
      const time = new Date(clock.now()).toISOString();
      const line = JSON.stringify({ level, pid: process.pid, time, ...fields, msg: message });
      file ??= openToAppend(options);
      file.append(`${mask(line)}\n`);
    } catch {
      // A field that cannot be serialised or a disk that cannot be written: nothing to be done.
    }
  }

  return {
    info: (message, fields) => add('info', message, fields),
    warn: (message, fields) => add('warn', message, fields),
    error: (message, fields) => add('error', message, fields),
  };
}

type AppendedFile = { append(text: string): void };

function openToAppend(options: LogFileOptions): AppendedFile {
  const { file, mode = 0o600, maxBytes = 5 * 1024 * 1024 } = options;
  makeFolder(dirname(file), mode === 0o600 ? 0o700 : 0o2770);
  let handle = openSync(file, 'a', mode);
  let bytes = sizeOf(file);

  function makeRoom(): void {
    if (bytes < maxBytes) return;
    // Another process may have done it already: then there is room, and only the name to follow.
    if (sizeOf(file) >= maxBytes) renameSync(file, `${file}.1`);
    const next = openSync(file, 'a', mode);
    closeSync(handle);
    handle = next;
    bytes = sizeOf(file);
  }

  return {
    append(text) {
      makeRoom();
      bytes += writeSync(handle, text);
    },
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
