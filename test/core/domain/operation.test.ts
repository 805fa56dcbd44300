import { describe, expect, it } from 'vitest';
import {
  canMove,
  isEnded,
  isInAzure,
  type OperationStatus,
} from '../../../packages/core/src/domain/operation.ts';

const all: OperationStatus[] = [
  'planned',
  'submitting',
  'running',
  'unknown',
  'succeeded',
  'failed',
  'not-started',
];
const next = (from: OperationStatus) => all.filter((to) => canMove(from, to));

describe('the moves of an operation', () => {
  it.each([
    ['planned', ['submitting', 'not-started']],
    ['submitting', ['running', 'unknown', 'succeeded', 'failed', 'not-started']],
    ['running', ['running', 'unknown', 'succeeded', 'failed']],
    ['unknown', ['running', 'unknown', 'succeeded', 'failed', 'not-started']],
    ['succeeded', []],
    ['failed', []],
    ['not-started', []],
  ] as const)('from %s lead to %j', (from, to) => {
    expect(next(from)).toEqual(to);
  });

  it('never come back to an unsent state, so that nothing is sent twice', () => {
    for (const from of all) expect(canMove(from, 'planned')).toBe(false);
    expect(all.filter((from) => canMove(from, 'submitting'))).toEqual(['planned']);
  });

  it('never turn a running operation into one that was not started', () => {
    expect(canMove('running', 'not-started')).toBe(false);
  });
});

describe('where an operation stands', () => {
  it('is either waiting, in Azure or ended', () => {
    expect(all.filter(isInAzure)).toEqual(['submitting', 'running', 'unknown']);
    expect(all.filter(isEnded)).toEqual(['succeeded', 'failed', 'not-started']);
  });
});
