import { describe, expect, it } from 'vitest';
import { withoutAgreement } from '../../../packages/tui/src/app/jobs/without-agreement.ts';

describe('a line without what agreed to it', () => {
  it.each([
    ['restore a --from latest --confirm a', 'restore a --from latest'],
    ['apim restore a --confirm=a --from latest', 'apim restore a --from latest'],
    [
      'restore a —confirm "a" --reason "do not --confirm x"',
      'restore a --reason "do not --confirm x"',
    ],
    ['prune a --yes', 'prune a'],
    ['prune --yes a --reason "say --yes"', 'prune a --reason "say --yes"'],
    ['backup a  b', 'backup a  b'],
    ['hold a --reason "not closed', 'hold a --reason "not closed'],
  ])('%s', (line, left) => {
    expect(withoutAgreement(line)).toBe(left);
  });
});
