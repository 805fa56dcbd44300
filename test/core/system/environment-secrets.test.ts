import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { environmentSecrets } from '../../../packages/core/src/system/environment-secrets.ts';

describe('secrets of the environment', () => {
  it('are given by name, hidden when shown, and told to the mask', () => {
    const known: string[] = [];
    const secrets = environmentSecrets({ KEY: 'the-value' }, (value) => known.push(value));

    const secret = secrets.get('KEY');

    expect(secret?.reveal()).toBe('the-value');
    expect(`${secret} ${JSON.stringify({ secret })} ${inspect(secret)}`).not.toContain('the-value');
    expect(known).toEqual(['the-value']);
  });

  it.each([undefined, ''])('are null when the variable is %j', (value) => {
    expect(environmentSecrets({ KEY: value }).get('KEY')).toBeNull();
  });
});
