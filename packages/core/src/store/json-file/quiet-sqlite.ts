/**
 * `node:sqlite` without the ExperimentalWarning that Node prints for it where it is experimental
 * still (from 22.5 on; 24.21 prints none, tried 2026-11-23): users cannot act on it.
 */
export function loadSqlite(): typeof import('node:sqlite') {
  const emitWarning = process.emitWarning;
  process.emitWarning = () => undefined;
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}
