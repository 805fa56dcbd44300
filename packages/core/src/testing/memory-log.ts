import type { Log } from '../ports/system.ts';

/** A line as it was logged. */
export type LogLine = {
  level: 'info' | 'warn' | 'error';
  message: string;
  fields: Record<string, unknown>;
};

/** A log that keeps its lines. */
export type MemoryLog = Log & { readonly lines: readonly LogLine[] };

/** An empty {@link MemoryLog}. */
export function memoryLog(): MemoryLog {
  const lines: LogLine[] = [];
  const at =
    (level: LogLine['level']) =>
    (message: string, fields: Record<string, unknown> = {}) => {
      lines.push({ level, message, fields });
    };
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
}
