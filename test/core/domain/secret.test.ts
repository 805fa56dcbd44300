import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../packages/core/src/domain/secret.ts';

describe('a secret', () => {
  const secret = new Secret('hunter2');

  it('is revealed on request only', () => {
    expect(secret.reveal()).toBe('hunter2');
  });

  it.each([
    ['printed', () => `${secret}`],
    ['joined', () => [secret].join()],
    ['serialised', () => JSON.stringify({ secret })],
    ['inspected', () => inspect({ secret }, { showHidden: true, depth: null })],
    ['spread', () => JSON.stringify({ ...secret })],
    ['listed', () => Object.values(secret).join()],
    ['thrown', () => inspect(new Error('x', { cause: secret }))],
  ])('does not show when %s', (_how, show) => {
    expect(show()).not.toContain('hunter2');
  });
});
