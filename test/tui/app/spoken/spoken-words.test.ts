import type { Block, Progress } from '@lifeboat/core';
import { expect, it } from 'vitest';
import {
  heartbeatSentence,
  progressSentences,
} from '../../../../packages/tui/src/app/spoken/progress-sentences.ts';
import { spokenBlocks } from '../../../../packages/tui/src/app/spoken/spoken-blocks.ts';
import { sentence, spokenText } from '../../../../packages/tui/src/app/spoken/spoken-text.ts';
import { sampleNow, sampleOperation, sampleService } from '../../../harness/sample-fleet.ts';

it.each([
  ['running · 12 min', 'running, 12 min'],
  ['northeurope → westeurope', 'northeurope to westeurope'],
  ['Looking for services …', 'Looking for services'],
  ['run `apim init`', 'run "apim init"'],
  ['✗ stale', 'stale'],
  ['60×15', '60 by 15'],
  ['\u001b[31mred\u001b[0m', 'red'],
])('reads %s as %s', (text, spoken) => {
  expect(spokenText(text)).toBe(spoken);
});

it('ends a sentence once, and begins it large', () => {
  expect(sentence('nothing runs')).toBe('Nothing runs.');
  expect(sentence('Nothing runs.')).toBe('Nothing runs.');
  expect(sentence('')).toBe('');
});

it('says a table row by row, each cell with its column, and leaves out what is empty', () => {
  const table: Block = {
    kind: 'table',
    columns: ['service', 'backups', 'newest'].map((title) => ({ title, align: 'left' as const })),
    rows: [['contoso-pay', { text: 'stale', tone: 'bad' }, '–']],
  };
  expect(spokenBlocks([table], sampleNow)).toEqual(['contoso-pay, backups stale.']);
});

it('leaves a command whole, to be copied', () => {
  expect(spokenBlocks([{ kind: 'command', line: 'apim doctor' }], sampleNow)).toEqual([
    { whole: 'apim doctor' },
  ]);
});

const operation = sampleOperation(sampleService('contoso-dr'));
const at = (changes: Partial<Progress['operation']>, typicalMs: number | null): Progress => ({
  operation: { ...operation, ...changes },
  typicalMs,
  now: sampleNow,
});

it('says how long something runs against what is usual', () => {
  expect(heartbeatSentence(at({}, 28 * 60_000), sampleNow)).toBe(
    'Restore of contoso-dr: still running, 12 min, usually 28 min. Azure answered 8 s ago.',
  );
  expect(heartbeatSentence(at({}, 5 * 60_000), sampleNow)).toContain(
    'longer than usual, which is 5 min',
  );
});

it('says that something is not seen, why, and what helps, and not that Azure answered', () => {
  const blind = {
    since: sampleNow - 120_000,
    reason: 'not-signed-in' as const,
    words: 'the sign-in has expired',
    remedy: 'run az login',
  };
  const said = heartbeatSentence(at({ blind }, null), sampleNow);
  expect(said).toContain('Not seen for 2 min: the sign-in has expired. Run az login.');
  expect(said).not.toContain('Azure answered');
});

it('says the end with how long it took', () => {
  const ended = { status: 'succeeded' as const, endedAt: sampleNow };
  expect(progressSentences(at(ended, null), sampleNow)).toBe(
    'Restore of contoso-dr: succeeded after 12 min.',
  );
});
