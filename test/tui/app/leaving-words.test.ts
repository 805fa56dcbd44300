import { commands } from '@lifeboat/core';
import { describe, expect, it } from 'vitest';
import type { Job } from '../../../packages/tui/src/app/jobs/job.ts';
import { leavingWords } from '../../../packages/tui/src/app/jobs/leaving-words.ts';
import { sampleNow, sampleOperation, sampleService } from '../../harness/sample-fleet.ts';

const dr = sampleService('contoso-dr');
const startedAt = sampleNow - 60_000;

function job(line: string, changes: Partial<Job> = {}): Job {
  const definition = commands.find(({ path }) => path[0] === line.split(' ')[1]);
  if (definition === undefined) throw new Error(line);
  return {
    id: '1',
    line,
    definition,
    startedAt,
    endedAt: null,
    said: [],
    progress: [],
    question: null,
    confirmed: null,
    found: [],
    signIn: null,
    report: null,
    ...changes,
  };
}

const line = 'apim restore contoso-dr --from latest:contoso-prod';
const planned = { plannedAt: startedAt + 1, startedAt: null, endedAt: null };
const waiting = sampleOperation(dr, { ...planned, id: 'the-restore', status: 'planned' });
const running = sampleOperation(dr, { ...planned, id: 'the-restore', status: 'running' });
const safety = sampleOperation(dr, {
  ...planned,
  id: 'the-safety',
  kind: 'backup',
  purpose: 'safety',
  parent: 'the-restore',
});
const shown = (operation: typeof safety) => [{ operation, typicalMs: null, now: sampleNow }];

describe('what leaving means', () => {
  it.each([
    [
      'a restore that is planned and not confirmed',
      job(line),
      [],
      'The restore of contoso-dr is not confirmed, and will not be sent.',
    ],
    [
      'one that waits for its safety backup',
      job(line, { progress: shown(safety) }),
      [waiting, safety],
      'The safety backup of contoso-dr goes on in Azure, and whoever runs Lifeboat next follows it. The restore of contoso-dr was not sent yet, and will not be: contoso-dr stays as it is.',
    ],
    [
      'one whose safety backup has just ended',
      job(line, { progress: shown(safety) }),
      [waiting, { ...safety, status: 'succeeded' as const, endedAt: sampleNow }],
      'The restore of contoso-dr was not sent yet, and will not be: contoso-dr stays as it is.',
    ],
    [
      'one that was sent, though the job shows its safety backup still',
      job(line, { progress: shown(safety) }),
      [running, { ...safety, status: 'succeeded' as const, endedAt: sampleNow }],
      'The restore of contoso-dr goes on in Azure, and whoever runs Lifeboat next follows it.',
    ],
    [
      'one whose intent was just written, before anything is shown',
      job(line),
      [waiting],
      'The restore of contoso-dr was not sent yet, and will not be: contoso-dr stays as it is.',
    ],
    [
      'a backup that runs',
      job('apim backup contoso-dr', {
        progress: shown({ ...safety, purpose: 'manual', parent: null }),
      }),
      [],
      'The manual backup of contoso-dr goes on in Azure, and whoever runs Lifeboat next follows it.',
    ],
    ['what sends nothing', job('apim prune'), [], 'apim prune is stopped.'],
  ])('for %s', (_what, given, operations, words) => {
    expect(leavingWords(given, operations)).toBe(words);
  });

  it('takes no restore of before, or of another service, for its own', () => {
    const before = { ...running, plannedAt: startedAt - 1 };
    const other = { ...running, label: 'contoso-eu', resourceId: 'other' };
    expect(leavingWords(job(line), [before, other])).toContain('is not confirmed');
  });
});
