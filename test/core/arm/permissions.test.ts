import { describe, expect, it } from 'vitest';
import { allows } from '../../../packages/core/src/arm/permissions.ts';

const backup = 'Microsoft.ApiManagement/service/backup/action';
const set = (actions: string[], notActions: string[] = []) => ({ actions, notActions });

describe('sets of rights', () => {
  it.each([
    ['everything', [set(['*'])]],
    [
      'the action itself, in other letters',
      [set(['microsoft.apimanagement/SERVICE/backup/Action'])],
    ],
    ['a * at the end', [set(['Microsoft.ApiManagement/*'])]],
    ['a * in the middle', [set(['Microsoft.ApiManagement/*/action'])]],
    ['a * at the beginning', [set(['*/action'])]],
    ['several *', [set(['*/service/*/action'])]],
    ['a * that stands for nothing', [set(['Microsoft.ApiManagement/service/backup/action*'])]],
    ['one of several patterns', [set(['*/read', '*/backup/action'])]],
    ['what one set takes away and another gives', [set(['*'], ['*/action']), set([backup])]],
    ['a set that takes another action away', [set(['*'], ['*/restore/action'])]],
  ])('allow it by %s', (_, sets) => {
    expect(allows(sets, backup)).toBe(true);
  });

  it.each([
    ['nothing at all', []],
    ['an empty set', [set([])]],
    ['reading', [set(['*/read'])]],
    ['a neighbour', [set(['Microsoft.ApiManagement/service/restore/action'])]],
    ['a longer action', [set([`${backup}/more`])]],
    ['a shorter action', [set(['Microsoft.ApiManagement/service/backup'])]],
    ['what it takes away itself', [set(['*'], [backup])]],
    ['what it takes away by a pattern', [set(['Microsoft.ApiManagement/*'], ['*/BACKUP/*'])]],
    [
      'pieces that would have to overlap',
      [set(['Microsoft.ApiManagement/service/backup/ac*action'])],
    ],
    ['pieces in the wrong order', [set(['*backup*service*action'])]],
    ['a dot that is no wildcard', [set(['Microsoft+ApiManagement/service/backup/action'])]],
  ])('do not allow it by %s', (_, sets) => {
    expect(allows(sets, backup)).toBe(false);
  });

  it('are judged at once, however many * a pattern has', () => {
    const pattern = `${'*a'.repeat(2_000)}*b`;

    expect(allows([set([pattern])], 'a'.repeat(4_000))).toBe(false);
  });
});
