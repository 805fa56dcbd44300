import { describe, expect, it } from 'vitest';
import { cli } from './fake-cli.ts';

describe('apim', () => {
  it('answers help to people on stdout and nothing on stderr', async () => {
    const { exit, out, err } = await cli(['help']);

    expect(exit).toBe(0);
    expect(out).toContain('paths');
    expect(err).toBe('');
  });

  it('points at a mistyped flag and names the one that was meant', async () => {
    const { exit, out, err } = await cli(['paths', '--jsn']);

    expect(exit).toBe(2);
    expect(out).toBe('');
    expect(err.split('\n').slice(0, 4)).toEqual([
      '✗ There is no flag `--jsn` here.',
      '  apim paths --jsn',
      '             ^^^^^',
      'Did you mean `--json`?',
    ]);
  });
});
