import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createKeyboard, type Typed } from '../../../packages/tui/src/keys/keyboard.ts';

const key = (name: string): Typed => ({ kind: 'key', name });

it('hands out every key once and in order, one a turn, however they arrive', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.constantFrom('a', 'b', 'up', 'enter'))), (bursts) => {
      const turns: (() => void)[] = [];
      const keyboard = createKeyboard((next) => turns.push(next));
      const heard: Typed[] = [];
      keyboard.listen((typed) => heard.push(typed));
      for (const burst of bursts) {
        keyboard.push(burst.map(key));
        const before = heard.length;
        turns.shift()?.();
        expect(heard.length - before).toBeLessThanOrEqual(1);
      }
      for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) turn();
      expect(heard).toMatchObject(bursts.flat().map(key));
      expect(heard).toHaveLength(bursts.flat().length);
    }),
  );
});

it('lets ctrl-c go before all that waits', () => {
  const turns: (() => void)[] = [];
  const keyboard = createKeyboard((next) => turns.push(next));
  const heard: Typed[] = [];
  keyboard.listen((typed) => heard.push(typed));
  keyboard.push(Array.from({ length: 100 }, () => key('j')));
  keyboard.push([key('ctrl+c')]);
  turns.shift()?.();

  expect(heard).toEqual([key('j'), key('ctrl+c')]);
});

it('goes on after a listener failed', () => {
  const turns: (() => void)[] = [];
  const keyboard = createKeyboard((next) => turns.push(next));
  const heard: string[] = [];
  keyboard.listen((typed) => {
    if (typed.kind !== 'key') return;
    heard.push(typed.name);
    if (typed.name === 'a') throw new Error('a screen failed');
  });
  expect(() => keyboard.push([key('a'), key('b')])).toThrow('a screen failed');
  turns.shift()?.();

  expect(heard).toEqual(['a', 'b']);
});
