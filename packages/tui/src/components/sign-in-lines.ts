import { formatElapsed, type SignInPrompt } from '@lifeboat/core';
import { wrap } from '../cli/text.ts';
import { safe } from '../format/spans.ts';
import type { Theme } from '../theme/theme.ts';

/** Less than this and one has to hurry. Milliseconds. */
const soonMs = 2 * 60_000;

/** What a person must do to sign in; the address begins a line of its own, to be copied. */
export function signInLines(
  step: SignInPrompt,
  { now, columns, theme }: { now: number; columns: number; theme: Theme },
): string[] {
  const address = theme.paint(safe(step.url, theme), 'strong');
  switch (step.kind) {
    case 'device-code': {
      const leftMs = step.expiresAt - now;
      const valid =
        leftMs > 0
          ? theme.paint(
              `It is valid for ${formatElapsed(leftMs)}.`,
              leftMs < soonMs ? 'warn' : 'quiet',
            )
          : theme.paint('Its time is over: esc, and sign in again.', 'bad');
      return [
        'To sign in, open',
        '',
        address,
        '',
        'and enter the code',
        '',
        theme.paint(safe(step.code, theme), 'key'),
        '',
        valid,
      ];
    }
    case 'browser':
      return ['To sign in, open', '', ...wrap(address, columns)];
    default:
      return step satisfies never;
  }
}
