import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../../packages/core/src/notifiers/outcome-of.ts';
import { secretParts } from '../../../packages/core/src/notifiers/secret-parts.ts';

const url = 'https://hooks.contoso.example/services/T0123/B4567/very-secret-key-of-this-hook';

describe('what a receiver says', () => {
  it('shows no part of its own address, wherever its words are cut', () => {
    for (let lead = 150; lead < 200; lead += 1) {
      const text = `${'x'.repeat(lead)} Cannot POST ${new URL(url).pathname}`;
      const answer = { ok: true as const, response: { status: 404, headers: {}, text } };

      const outcome = outcomeOf(answer, 0, secretParts(url));
      expect(outcome.kind).toBe('refused');
      expect(JSON.stringify(outcome)).not.toMatch(/services|T0123|very-secret/);
    }
  });

  it('shows no sign-in that stands in a short address', () => {
    const short = 'https://ana:p%40ss-word@h.example/x';
    const text = 'denied to ana with p@ss-word (p%40ss-word)';
    const answer = { ok: true as const, response: { status: 403, headers: {}, text } };

    expect(JSON.stringify(outcomeOf(answer, 0, secretParts(short)))).not.toMatch(/ss-word/);
  });
});
