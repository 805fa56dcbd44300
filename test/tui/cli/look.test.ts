import { readGlobals } from '@lifeboat/core';
import { describe, expect, it } from 'vitest';
import { type Environment, lookOf } from '../../../packages/tui/src/cli/look.ts';

const terminal = { isTTY: true, columns: 80, rows: 24 };

function look(
  environment: Environment,
  flags: string[] = [],
  stream: object = terminal,
  platform = 'linux',
) {
  return lookOf(stream, { environment, globals: readGlobals(flags), platform });
}

describe('colour', () => {
  it.each([
    ['on a terminal', {}, [], terminal, true],
    ['not into a pipe', {}, [], {}, false],
    ['not with NO_COLOR', { NO_COLOR: '1' }, [], terminal, false],
    ['with an empty NO_COLOR, which says nothing', { NO_COLOR: '' }, [], terminal, true],
    ['not with --no-color', {}, ['--no-color'], terminal, false],
    ['not with --plain', {}, ['--plain'], terminal, false],
    ['not on a dumb terminal', { TERM: 'dumb' }, [], terminal, false],
    ['into a pipe with FORCE_COLOR', { FORCE_COLOR: '1' }, [], {}, true],
    ['not with FORCE_COLOR=0', { FORCE_COLOR: '0' }, [], terminal, false],
    ['not with both, as NO_COLOR wins', { FORCE_COLOR: '1', NO_COLOR: '1' }, [], terminal, false],
    ['not with --no-color over FORCE_COLOR', { FORCE_COLOR: '1' }, ['--no-color'], terminal, false],
  ])('is there %s', (_when, environment, flags, stream, expected) => {
    expect(look(environment, flags, stream).color).toBe(expected);
  });
});

describe('unicode', () => {
  it.each([
    [{ LANG: 'en_GB.UTF-8' }, 'linux', true],
    [{ LANG: 'C.utf8' }, 'linux', true],
    [{ LANG: 'C' }, 'linux', false],
    [{}, 'linux', false],
    [{}, 'darwin', true],
    [{}, 'win32', true],
    [{ LC_ALL: 'C', LANG: 'en_GB.UTF-8' }, 'linux', false],
    [{ LC_ALL: '', LC_CTYPE: 'de_DE.UTF-8', LANG: 'C' }, 'linux', true],
  ])('follows the locale %j on %s', (environment, platform, expected) => {
    expect(look(environment, [], terminal, platform).unicode).toBe(expected);
  });
});

describe('width and rewriting', () => {
  it('are the terminal’s', () => {
    expect(look({}, [])).toMatchObject({ columns: 80, rows: 24, rewrites: true });
    expect(look({}, ['--plain'])).toMatchObject({ columns: 80, rewrites: false });
    expect(look({ TERM: 'dumb' }, [])).toMatchObject({ rewrites: false });
    expect(look({}, [], { isTTY: true, columns: 3 }).columns).toBe(20);
  });

  it('are without bound and off in a pipe', () => {
    expect(look({}, [], {})).toMatchObject({ columns: null, rewrites: false });
  });
});
