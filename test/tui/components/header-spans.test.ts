import { LifeboatError } from '@lifeboat/core';
import { expect, it } from 'vitest';
import type { Sight } from '../../../packages/tui/src/app/live/create-reader.ts';
import { modelOf } from '../../../packages/tui/src/app/live/model.ts';
import { headerSpans } from '../../../packages/tui/src/components/header-spans.ts';
import { widthOf } from '../../../packages/tui/src/format/spans.ts';
import { createTheme } from '../../../packages/tui/src/theme/theme.ts';
import { sampleFleet, sampleNow, storeOf } from '../../harness/sample-fleet.ts';

const theme = createTheme('dark', { unicode: true, moves: true });
const clear: Sight = {
  who: {
    who: 'ana.with-a-very-long-name@contoso-holding.example',
    objectId: null,
    tenantId: null,
    method: 'azure-cli',
    expiresAt: sampleNow,
  },
  problem: null,
  reading: false,
  readAt: sampleNow,
};

async function header(columns: number, sight: Sight, readOnly = false): Promise<string> {
  const fleet = await sampleFleet();
  const model = modelOf(await storeOf(fleet), fleet.lifeboat.configuration, sampleNow);
  const spans = headerSpans(
    { model, shown: model.rows, isUnreadable: false, sight, readOnly, now: sampleNow },
    { columns, theme },
  );
  expect(widthOf(spans), `at ${columns}`).toBe(columns);
  return spans.map(({ text }) => text).join('');
}

it('keeps who may not be seen, may change nothing, needs a person and how old the data is, at every width', async () => {
  const problem = new LifeboatError('not-signed-in', 'Not signed in.');
  for (let columns = 60; columns <= 200; columns += 1) {
    const line = await header(columns, { ...clear, problem }, true);
    for (const words of ['NOT SIGNED IN', 'READ-ONLY', '2 need you', 'data 4 s old'])
      expect(line, `at ${columns}`).toContain(words);
  }
});

it('says who is signed in at every width, shortened where there is no room', async () => {
  for (let columns = 60; columns <= 200; columns += 1)
    expect(await header(columns, clear), `at ${columns}`).toContain('ana.with');
  expect(await header(60, clear)).not.toContain('contoso-holding');
  expect(await header(140, clear)).toContain('ana.with-a-very-long-name@contoso-holding.example');
});

it('goes on saying how old the data is while Azure is read, in the same place', async () => {
  const resting = await header(100, clear);
  const reading = await header(100, { ...clear, reading: true });
  expect(reading).toContain('◐ data 4 s old');
  expect(reading.indexOf('data')).toBe(resting.indexOf('data'));
});

it('tells the age of what is on the screen, not of what is not', async () => {
  const fleet = await sampleFleet();
  const model = modelOf(await storeOf(fleet), fleet.lifeboat.configuration, sampleNow);
  const [old, ...young] = model.rows;
  if (old?.seen == null) throw new Error('not there');
  const aged = { ...old, seen: { ...old.seen, at: sampleNow - 5 * 3_600_000 } };
  const text = (shown: typeof model.rows): string =>
    headerSpans(
      { model, shown, isUnreadable: false, sight: clear, readOnly: false, now: sampleNow },
      { columns: 120, theme },
    )
      .map((each) => each.text)
      .join('');
  expect(text(young)).toContain('data 4 s old');
  expect(text([aged, ...young])).toContain('data 5 h old');
});
