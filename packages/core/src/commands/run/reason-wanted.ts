import { LifeboatError } from '../../domain/error.ts';
import type { Input } from '../definition.ts';

/** Flags that take a protection away. */
const bold = ['no-safety-backup', 'force', 'break-glass'];

/** Whoever takes a protection away says why. Errors: `usage`. */
export function refuseWithoutReason(input: Input): void {
  const wants = bold.find((name) => input.has(name));
  if (wants === undefined || (input.text('reason') ?? '').trim() !== '') return;
  throw new LifeboatError('usage', `--${wants} wants a reason.`, {
    hint: 'Add --reason "…": it is kept in the audit trail.',
  });
}

/** The reason that a command cannot do without. Errors: `usage`, with this message. */
export function reasonOf(input: Input, message: string): string {
  const reason = (input.text('reason') ?? '').trim();
  if (reason !== '') return reason;
  throw new LifeboatError('usage', message, { hint: 'Add --reason "…".' });
}
