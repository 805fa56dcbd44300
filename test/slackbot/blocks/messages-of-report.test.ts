import { LifeboatError } from '@lifeboat/core';
import { brokenLimits, escapeText, messagesOfReport } from '@lifeboat/slackbot/app';
import { describe, expect, it } from 'vitest';

const report = (text: string) => ({
  data: {},
  blocks: [{ kind: 'sentence' as const, text, tone: 'plain' as const }],
  error: null,
});

describe('an answer in Slack', () => {
  it('cuts a long answer into messages that Slack takes, and loses no row', () => {
    const rows = Array.from({ length: 900 }, (_, at) => [`row-${at}-end`, 'x & <y>'.repeat(9)]);
    const columns = [
      { title: 'service', align: 'left' as const },
      { title: 'note', align: 'left' as const },
    ];
    const blocks = [{ kind: 'table' as const, columns, rows }];
    const messages = messagesOfReport({ data: {}, blocks, error: null }, 0);
    expect(messages.length).toBeGreaterThan(1);
    expect(messages.flatMap(brokenLimits)).toEqual([]);
    const all = JSON.stringify(messages.map((one) => one.blocks));
    expect(rows.filter(([name = '']) => !all.includes(name))).toEqual([]);
  });

  it.each([
    '<!channel>',
    '<@U0ANA>',
    '<https://evil.example|here>',
    '@here look',
    'https://evil.example',
  ])('lets %s neither ping nor link', (text) => {
    const shown = JSON.stringify(messagesOfReport(report(text), 0));
    expect(shown).not.toMatch(/<[!@#h]|@here|:\/\//);
  });

  it('keeps a code span closed around foreign backticks', () => {
    const blocks = [{ kind: 'command' as const, line: 'apim show `x` *y*' }];
    const [message] = messagesOfReport({ data: {}, blocks, error: null }, 0);
    expect(message?.text.match(/`/g)).toHaveLength(2);
  });

  it('says what Azure said beside the error', () => {
    const azure = {
      status: 409,
      code: 'ServiceLocked',
      message: 'busy <!here>',
      requestId: 'r-1',
      details: [],
    };
    const error = new LifeboatError('conflict', 'Not taken.', { azure, hint: 'Wait.' } as never);
    const [message] = messagesOfReport({ data: {}, blocks: [], error }, 0);
    expect(message?.text).toContain('409 ServiceLocked');
    expect(message?.text).toContain('r-1');
    expect(message?.text).toContain('&lt;!here&gt;');
  });

  it('answers an empty report with words, since Slack refuses none', () => {
    expect(messagesOfReport({ data: {}, blocks: [], error: null }, 0)[0]?.text).toBe('Done.');
  });

  it('escapes ampersands first and once', () => {
    expect(escapeText('a & <b>')).toBe('a &amp; &lt;b&gt;');
  });
});
