import type { AzureFailure } from './azure-failure.ts';

/**
 * Every way Lifeboat can say no, and the exit code each one has (product.md, "Exit codes").
 * The set is closed: callers decide on these codes, never on message text.
 */
export const exitByCode = {
  // 1: it was tried and failed
  'azure-failed': 1,
  'azure-unreachable': 1,
  'storage-failed': 1,
  'notify-failed': 1,
  internal: 1,
  // 2: wrong usage, or a terminal was needed
  usage: 2,
  'terminal-needed': 2,
  // 3: some of several failed, or a monitor should look
  partial: 3,
  warnings: 3,
  // 4: not signed in or not allowed
  'not-signed-in': 4,
  'not-allowed': 4,
  // 5: not found
  'service-not-found': 5,
  'backup-not-found': 5,
  'operation-not-found': 5,
  'storage-not-found': 5,
  'approval-not-found': 5,
  'command-not-found': 2,
  // 6: locked or conflicting
  'service-busy': 6,
  'operation-open': 6,
  'name-taken': 6,
  conflict: 6,
  // 7: refused by a rule
  'tier-has-no-backup': 7,
  'tier-differs': 7,
  'backup-expired': 7,
  'backup-missing': 7,
  'not-confirmed': 7,
  'approval-required': 7,
  held: 7,
  'read-only': 7,
  'check-failed': 7,
  'safety-backup-failed': 7,
  'fresh-backup-failed': 7,
  'standby-latest': 7,
  'foreign-origin': 7,
  // 8: stopped waiting, still running in Azure
  'still-running': 8,
  // 9: configuration or store unreadable
  'config-invalid': 9,
  'config-missing': 9,
  'store-unreadable': 9,
  'store-newer': 9,
  'store-unwritable': 9,
  'store-on-network': 9,
  // 130: interrupted
  interrupted: 130,
} as const;

/** A stable error code; see {@link exitByCode}. */
export type ErrorCode = keyof typeof exitByCode;

/** What an error may carry beside its code and sentence. */
export type ErrorDetails = {
  /** What to do next, as one sentence or a command line. */
  hint?: string;
  /** What Azure said, when it was Azure that refused. */
  azure?: AzureFailure;
  /** What is known all the same: ids of what still runs, the operations of a partial failure. */
  data?: Record<string, unknown>;
  /** What led here; for logs, never shown to a person. */
  cause?: unknown;
};

/**
 * The one error class of Lifeboat. Its message says in a plain sentence what happened and what
 * state things are in; `code` decides the exit; `hint` says what to do next.
 */
export class LifeboatError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | null;
  readonly azure: AzureFailure | null;
  readonly data: Record<string, unknown> | null;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'LifeboatError';
    this.code = code;
    this.hint = details.hint ?? null;
    this.azure = details.azure ?? null;
    this.data = details.data ?? null;
  }
}

/** The given value as a {@link LifeboatError}: itself, or wrapped as `internal` with its cause kept. */
export function asLifeboatError(value: unknown): LifeboatError {
  if (value instanceof LifeboatError) return value;
  const words = value instanceof Error ? value.message : String(value);
  return new LifeboatError('internal', `Something in Lifeboat itself went wrong: ${words}`, {
    hint: 'The log has the details: `apim paths` says where it is.',
    cause: value,
  });
}
