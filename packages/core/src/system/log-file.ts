import { renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from '../ports/system.ts';
import type { Clock } from '../ports/time.ts';
import { makeFolder } from './make-folder.ts';

/** A log that can be waited for. */
export type LogFile = Log & {
  /** Resolves when all lines so far are in the file, or cannot be. */
  flush(): Promise<void>;
};

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

type Line = { level: 'info' | 'warn' | 'error'; message: string; fields: object; at: number };
type Writer = { write(line: Line): void };

/**
 * The log file: one JSON object a line, by pino. Opens nothing before the first line; a log that
 * cannot be written stops nothing.
 */
export function openLogFile(options: LogFileOptions): LogFile {
  const waiting: Line[] = [];
  let writer: Writer | null = null;
  let opening: Promise<void> | null = null;

  async function open(): Promise<void> {
    writer = await openWriter(options).catch(() => noWriter);
    for (const line of waiting.splice(0)) writer.write(line);
  }

  function add(level: Line['level'], message: string, fields: object = {}): void {
    const line = { level, message, fields, at: options.clock.now() };
    if (writer !== null) {
      writer.write(line);
      return;
    }
    waiting.push(line);
    opening ??= open(); // pino takes its time to load, so only a process that logs loads it
  }

  return {
    info: (message, fields) => add('info', message, fields),
    warn: (message, fields) => add('warn', message, fields),
    error: (message, fields) => add('error', message, fields),
    flush: async () => {
      await opening;
    },
  };
}

const noWriter: Writer = { write: () => undefined };

async function openWriter(options: LogFileOptions): Promise<Writer> {
  const { file, mask, mode = 0o600, maxBytes = 5 * 1024 * 1024 } = options;
  const { default: pino } = await import('pino');
  makeFolder(dirname(file), mode === 0o600 ? 0o700 : 0o2770);
  const destination = pino.destination({ dest: file, mode, sync: true, append: true });
  destination.on('error', () => undefined); // a full disk must not end the process
  let bytes = sizeOf(file);

  function makeRoom(): void {
    if (bytes < maxBytes) return;
    // Another process may have done it already: then there is room, and only the name to follow.
    if (sizeOf(file) >= maxBytes) renameSync(file, `${file}.1`);
    destination.reopen();
    bytes = sizeOf(file);
  }

  const logger = pino(
    {
      base: { pid: process.pid },
      timestamp: false, // the clock was asked when the line was made
      formatters: { level: (label) => ({ level: label }) },
    },
    {
      write(text: string) {
        const masked = mask(text);
        makeRoom();
        bytes += Buffer.byteLength(masked);
        destination.write(masked);
      },
    },
  );
  return {
    write({ level, message, fields, at }) {
      try {
        logger[level]({ time: new Date(at).toISOString(), ...fields }, message);
      } catch {
        // A field that cannot be serialised or a disk that cannot be written: nothing to be done.
      }
    },
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
