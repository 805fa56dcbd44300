import type { Operation } from '@lifeboat/core';
import { expect, it } from 'vitest';
import { modelOf } from '../../../../packages/tui/src/app/live/model.ts';
import { widthOf } from '../../../../packages/tui/src/format/spans.ts';
import { lastFailure } from '../../../../packages/tui/src/screens/fleet/last-failure.ts';
import {
  failureSpans,
  reasonSpans,
} from '../../../../packages/tui/src/screens/fleet/reason-spans.ts';
import { createTheme } from '../../../../packages/tui/src/theme/theme.ts';
import {
  sampleFleet,
  sampleNow,
  sampleOperation,
  sampleService,
  storeOf,
} from '../../../harness/sample-fleet.ts';

const theme = createTheme('dark', { unicode: true, moves: true });
const pay = sampleService('contoso-pay');
const error = {
  status: 409,
  code: 'ServiceLocked',
  message: 'The service is transitioning.',
  requestId: '6f100000-0000-4000-8000-000000000002',
  correlationId: null,
  details: [],
};
const hour = 3_600_000;
const run = (hoursAgo: number, changes: Partial<Operation>): Operation =>
  sampleOperation(pay, {
    id: `run-${hoursAgo}`,
    kind: 'backup',
    purpose: 'scheduled',
    status: 'failed',
    endedAt: sampleNow - hoursAgo * hour,
    error,
    ...changes,
  });

it.each([
  [
    180,
    'scheduled backup failed 3 times · ServiceLocked: The service is transitioning. · req 6f100000-0000-4000-8000-000000000002',
  ],
  [
    100,
    'scheduled backup failed 3 times · ServiceLocked: The service is transitioning. · req 6f100000…',
  ],
  [85, 'scheduled backup failed 3 times · ServiceLocked: The service is tran… · req 6f100000…'],
  [64, 'scheduled backup failed 3 times · ServiceLocked · req 6f10…'],
  [48, 'backup failed · ServiceLocked · req 6f10…'],
])('says in %i cells what failed', (columns, words) => {
  const spans = failureSpans(
    { operation: run(1, {}), times: 3 },
    { now: sampleNow, columns, theme },
  );
  expect(spans.map(({ text }) => text).join('')).toBe(words);
});

it('is never wider than it may be, whatever Azure said', () => {
  const long = { ...error, code: 'C'.repeat(80), message: 'word '.repeat(90) };
  for (const given of [error, long, { ...error, code: null, requestId: null }])
    for (let columns = 30; columns < 200; columns += 1) {
      const operation = run(1, { error: given });
      const spans = failureSpans({ operation, times: 1 }, { now: sampleNow, columns, theme });
      expect(widthOf(spans), String(columns)).toBeLessThanOrEqual(columns);
    }
});

it.each([
  ['none ended', [sampleOperation(pay)], null],
  ['the newest went well', [run(2, {}), run(1, { status: 'succeeded', error: null })], null],
  ['it failed once since', [run(3, {}), run(2, { status: 'succeeded' }), run(1, {})], 1],
  ['it failed again and again', [run(3, {}), run(2, {}), run(1, {})], 3],
  ['a restore failed after backups did', [run(2, {}), run(1, { kind: 'restore' })], 1],
])('counts failures in a row when %s', (_, operations, times) => {
  expect(lastFailure(operations, pay.id)?.times ?? null).toBe(times);
});

it('gives the reason of the verdict where nothing failed, and who arranged what', async () => {
  const fleet = await sampleFleet();
  const model = modelOf(await storeOf(fleet), fleet.lifeboat.configuration, sampleNow);
  const row = model.rows.find(({ service }) => service.label === 'contoso-eu');
  if (row === undefined) throw new Error('not there');
  const by = { who: 'ana', host: 'laptop', door: 'cli' } as const;
  const hold = {
    id: row.service.id,
    label: row.service.label,
    reason: 'incident 4711',
    since: sampleNow,
    until: sampleNow + hour,
    by,
  };
  const spans = reasonSpans(
    { ...row, hold },
    { failure: null, warnings: [] },
    { now: sampleNow, columns: 200, theme },
  );
  expect(spans.map(({ text }) => text).join('')).toMatch(
    /^contoso-eu: .* old · held until 23 Nov 04:00 UTC .* by ana: incident 4711$/,
  );
});
