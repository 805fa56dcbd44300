import { describe, expect, it } from 'vitest';
import { checkUndeleteWindow } from '../../../packages/core/src/checks/undelete-window.ts';
import { now } from '../domain/build-records.ts';

const hour = 3_600_000;

describe('the window of an undelete', () => {
  it.each([
    ['passes inside the 48 hours', -hour, 47 * hour, 'pass', 'until 25 Nov 11:00 UTC'],
    ['warns in the first minute, when Azure refuses', -59_999, 47 * hour, 'warn', 'about a minute'],
    ['passes from the minute on', -60_000, 47 * hour, 'pass', 'possible until'],
    ['fails at the deadline', -48 * hour, 0, 'fail', 'deadline was now'],
  ])('%s', (_, deleted, purge, verdict, words) => {
    const check = checkUndeleteWindow({ deletedAt: now + deleted, purgeAt: now + purge }, now);

    expect(check.verdict).toBe(verdict);
    expect(check.measured).toContain(words);
  });

  it('is unknown where Azure names no deadline', () => {
    expect(checkUndeleteWindow({ deletedAt: null, purgeAt: null }, now).verdict).toBe('unknown');
  });
});
