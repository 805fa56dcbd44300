import { describe, expect, it } from 'vitest';
import { eventKinds } from '../../packages/core/src/domain/notice.ts';
import { messageOf } from '../../packages/core/src/notifiers/webhook/message.ts';
import { aNotice } from '../contract/watch-records.ts';
import { fences, plain, readDocument, tableUnder } from './documents.ts';

const document = readDocument('docs/notifications.md');

describe('docs/notifications.md', () => {
  it('has every event', () => {
    const told = tableUnder(document, 'What is told').map(([event]) => plain(event));

    expect(told).toEqual([...eventKinds, 'test']);
  });

  it('has every field of a message, in its table and in its example', () => {
    const real = Object.keys(messageOf(aNotice('n-1')));
    const example = fences(document).find(({ language }) => language === 'json');

    expect(tableUnder(document, 'The message').map(([field]) => plain(field))).toEqual(real);
    expect(Object.keys(JSON.parse(example?.text ?? '{}'))).toEqual(real);
  });
});
