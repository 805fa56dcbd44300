import { formatDuration, type SignInPrompt } from '@lifeboat/core';
import { wrap } from '../cli/text.ts';
import { safe } from '../format/spans.ts';
import type { Theme } from '../theme/theme.ts';

/** What a person must do to sign in; the address begins a line of its own, to be copied. */
export function signInLines(
  step: SignInPrompt,
  { now, columns, theme }: { now: number; columns: number; theme: Theme },
): string[] {
  const address = theme.paint(safe(step.url, theme), 'strong');
  switch (step.kind) {
    case 'device-code': {
      const left = formatDuration(Math.max(0, step.expiresAt - now));
      return [
        'To sign in, open',
        '',
        address,
        '',
        `and enter the code ${theme.paint(safe(step.code, theme), 'key')}  (valid for ${left}).`,
      ];
    }
    case 'browser':
      return ['To sign in, open', '', ...wrap(address, columns)];
    default:
      return step satisfies never;
  }
}
