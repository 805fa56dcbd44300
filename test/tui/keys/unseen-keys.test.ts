import { expect, it } from 'vitest';
import { createKeyboard, type Typed } from '../../../packages/tui/src/keys/keyboard.ts';

const key = (name: string): Typed => ({ kind: 'key', name });

it('marks keys that came before the screen could show what they are for', () => {
  const waiting: (() => void)[] = [];
  const keyboard = createKeyboard((next) => waiting.push(next));
  const heard: Typed[] = [];
  keyboard.listen((typed) => heard.push(typed));
  const drawAll = (): void => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) next();
  };

  keyboard.push([key('a'), key('b')]);
  keyboard.push([key('c')]);
  drawAll();
  keyboard.push([key('d')]);
  drawAll();

  keyboard.hold();
  keyboard.push([key('e')]);
  keyboard.release();
  drawAll();

  const unseen = true;
  expect(heard).toEqual([
    key('a'),
    { ...key('b'), unseen },
    { ...key('c'), unseen },
    key('d'),
    { ...key('e'), unseen },
  ]);
});
