/**
 * `node:sqlite` without the ExperimentalWarning that Node 22.5 to 24.14 print for it (24.21, the
 * version this was built on, prints none): users must not see what they cannot act on.
 * Source: Node.js documentation, "SQLite", history, read 2026-11-23.
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
