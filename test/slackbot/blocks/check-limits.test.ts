import { brokenLimits } from '@lifeboat/slackbot/app';
import type { KnownBlock } from '@slack/types';
import { expect, it } from 'vitest';

const section = (length: number): KnownBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: 'x'.repeat(length) },
});
const button = (length: number, action_id: string, value = 'v') => ({
  type: 'button' as const,
  action_id,
  value,
  text: { type: 'plain_text' as const, text: 'x'.repeat(length) },
});
const header = (length: number): KnownBlock => ({
  type: 'header',
  text: { type: 'plain_text', text: 'x'.repeat(length) },
});
const actions = (...elements: ReturnType<typeof button>[]): KnownBlock => ({
  type: 'actions',
  elements,
});
const field = { type: 'mrkdwn' as const, text: 'x' };

const wrong: [string, KnownBlock[]][] = [
  ['51 blocks', Array.from({ length: 51 }, () => section(1))],
  ['a text of 3001', [section(3001)]],
  ['an empty text', [section(0)]],
  ['a header of 151', [header(151)]],
  ['a button of 76', [actions(button(76, 'a'))]],
  ['a value of 2001', [actions(button(1, 'a', 'x'.repeat(2001)))]],
  ['26 buttons', [actions(...Array.from({ length: 26 }, (_, at) => button(1, `a${at}`)))]],
  ['an action_id twice', [actions(button(1, 'a'), button(1, 'a'))]],
  ['an action_id of 256', [actions(button(1, 'a'.repeat(256)))]],
  ['11 fields', [{ type: 'section', fields: Array.from({ length: 11 }, () => field) }]],
  ['11 in a context', [{ type: 'context', elements: Array.from({ length: 11 }, () => field) }]],
  ['a block_id twice', [1, 2].map(() => ({ type: 'divider' as const, block_id: 'b' }))],
  ['12,001 characters in all', [1, 2, 3, 4].map(() => section(3000))],
];

it.each(wrong)('refuses %s', (_, blocks) => {
  expect(brokenLimits({ text: 'x', blocks })).toHaveLength(1);
});

it('takes what is just long enough', () => {
  const blocks = [
    section(3000),
    header(150),
    actions(button(75, 'a'.repeat(255), 'x'.repeat(2000))),
  ];
  expect(brokenLimits({ text: 'x', blocks })).toEqual([]);
});

it('refuses a message without its text', () => {
  expect(brokenLimits({ text: '', blocks: [section(1)] })).toEqual(['text: empty']);
});
