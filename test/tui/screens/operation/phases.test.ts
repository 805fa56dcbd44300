import { describe, expect, it } from 'vitest';
import { phasesOf } from '../../../../packages/tui/src/screens/operation/phases.ts';
import { sampleNow, sampleOperation, sampleService } from '../../../harness/sample-fleet.ts';

const dr = sampleService('contoso-dr');
const minute = 60_000;

function wordsOf(phases: ReturnType<typeof phasesOf>): string[] {
  return phases.map(({ words }) => words);
}

describe('the phases of an operation', () => {
  it('are in order, the next look last', () => {
    const operation = sampleOperation(dr, { nextLookAt: sampleNow + 20_000 });
    const phases = phasesOf(operation, [], sampleNow);
    expect(wordsOf(phases)).toEqual([
      'planned by ana@contoso.com on ana-laptop (cli)',
      'POST sent; Azure accepted it',
      "began, by Azure's clock",
      'Azure last said that it runs',
      'the next look, as Azure wants it',
    ]);
    expect(phases.map(({ at }) => at)).toEqual(phases.map(({ at }) => at).toSorted());
  });

  it('have the backup that was made for it as phases of their own', () => {
    const operation = sampleOperation(dr);
    const { plannedAt } = operation;
    const safety = sampleOperation(dr, {
      id: 'safety',
      kind: 'backup',
      purpose: 'safety',
      status: 'succeeded',
      parent: operation.id,
      plannedAt: plannedAt + 1,
      startedAt: plannedAt + 2,
      endedAt: plannedAt + 2 + 7 * minute,
    });
    const words = wordsOf(phasesOf(operation, [safety], sampleNow));
    expect(words).toContain('safety backup of contoso-dr began');
    expect(words).toContain('safety backup of contoso-dr succeeded after 07:00');
  });

  it('tell of every attempt what became of it', () => {
    const at = sampleNow - minute;
    const operation = sampleOperation(dr, {
      attempts: [
        { at, answer: 'never-connected' },
        { at: at + 1, answer: 'throttled' },
        { at: at + 2, answer: 'challenged' },
        { at: at + 3, answer: 'lost' },
        { at: at + 4, answer: 'rejected' },
        { at: at + 5, answer: null },
      ],
      seenRunningAt: null,
      startedAt: null,
    });
    expect(wordsOf(phasesOf(operation, [], sampleNow)).slice(1, 7)).toEqual([
      'POST not sent: no connection came about',
      'POST sent; Azure throttles (429) and took nothing',
      'POST sent; Azure wanted another sign-in and took nothing',
      'POST sent; its answer was lost',
      'POST sent; Azure refused it',
      'POST sent; no answer yet',
    ]);
  });

  it('say that nobody looked for long before the end', () => {
    const operation = sampleOperation(dr, {
      status: 'succeeded',
      endedAt: sampleNow,
      seenRunningAt: sampleNow - 60 * minute,
    });
    expect(wordsOf(phasesOf(operation, [], sampleNow)).at(-1)).toContain('nobody looked');
  });
});
