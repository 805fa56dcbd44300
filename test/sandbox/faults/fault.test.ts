import { describe, expect, it } from 'vitest';
import {
  type FaultInput,
  faultSchema,
  isAbout,
  isDue,
} from '../../../packages/sandbox/src/faults/fault.ts';
import { createFaultScript } from '../../../packages/sandbox/src/faults/script.ts';

const fault = (input: Partial<FaultInput>) =>
  faultSchema.parse({ play: { kind: 'reset' }, ...input });
const post = { front: 'main', method: 'POST', path: '/a/backup?api-version=1' } as const;

describe('a fault', () => {
  it.each([
    [{}, true],
    [{ method: 'post' }, true],
    [{ method: 'GET' }, false],
    [{ front: 'storage' as const }, false],
    [{ front: 'main' as const, path: '/BACKUP\\?' }, true],
    [{ path: '^/backup' }, false],
  ])('matched by %j: %s', (input, expected) => {
    expect(isAbout(fault(input), post)).toBe(expected);
  });

  it.each([
    [{}, [true, false, false, false]],
    [{ nth: 2 }, [false, true, false, false]],
    [{ nth: 2, count: 2 }, [false, true, true, false]],
    [{ nth: 2, count: null }, [false, true, true, true]],
  ])('of %j plays at %j', (input, expected) => {
    expect([1, 2, 3, 4].map((matched) => isDue(fault(input), matched))).toEqual(expected);
  });

  it.each([{ path: '(' }, { nth: 0 }, { count: 0 }, { play: { kind: 'magic' } }, { other: 1 }])(
    'is refused as %j',
    (input) => {
      expect(faultSchema.safeParse({ play: { kind: 'reset' }, ...input }).success).toBe(false);
    },
  );
});

describe('a script of faults', () => {
  it('plays one fault per request, the first due, and counts all that match', () => {
    const script = createFaultScript();
    script.add(fault({ play: { kind: 'garbage' } }));
    script.add(fault({ nth: 2, play: { kind: 'truncated' } }));

    const played = [1, 2, 3].map(() => script.next(post)?.kind ?? null);

    expect(played).toEqual(['garbage', 'truncated', null]);
    expect(script.list().map(({ matched, played }) => [matched, played])).toEqual([
      [3, 1],
      [3, 1],
    ]);
  });

  it('forgets one fault by id, or all', () => {
    const script = createFaultScript();
    const { id } = script.add(fault({}));
    script.add(fault({}));

    expect(script.remove('nothing')).toBe(0);
    expect(script.remove(id)).toBe(1);
    expect(script.remove(null)).toBe(1);
    expect(script.next(post)).toBeNull();
  });
});
