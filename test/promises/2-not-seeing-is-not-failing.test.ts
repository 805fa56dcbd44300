import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OperationLook } from '../../packages/core/src/ports/azure.ts';
import { startBackup } from '../../packages/core/src/workflows/back-up.ts';
import { follow } from '../../packages/core/src/workflows/follow.ts';
import { propertyRuns } from '../contract/property-runs.ts';
import { company, plannedBackup, runThrough } from '../core/workflows/world.ts';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Person } from '../harness/person.ts';
import { configureFleet, fleetName, operationsOf } from './fixtures/fleet.ts';
import { runProcess, startProcess } from './fixtures/processes.ts';

const where = inSandbox({ extraServices: 40 });
let person: Person;
let used = 0;

function nextService(): string {
  used += 1;
  return fleetName(used);
}

beforeAll(async () => {
  person = where.person();
  await configureFleet(where.sandbox(), person, 40);
});

/** Fast enough for the pauses between looks that see nothing: an hour is a minute. */
const fast = () => ({ rate: 60, since: Date.now() });

const page = '<html><body>Please sign in to the guest network</body></html>';
const html = { 'content-type': 'text/html' };
const fromAzure = { 'x-ms-request-id': 'r-1', 'x-ms-correlation-request-id': 'c-1' };
const envelope = (code: string) => ({ error: { code, message: `${code} in words.` } });

const blindings = [
  ['connections are reset', { kind: 'reset' }, 'no-network'],
  ['questions hang', { kind: 'hang' }, 'no-network'],
  ['answers break off', { kind: 'truncated' }, 'no-network'],
  [
    'Azure throttles',
    {
      kind: 'status',
      status: 429,
      headers: { ...fromAzure, 'retry-after': '20' },
      body: envelope('TooManyRequests'),
    },
    'throttled',
  ],
  ['HTTP 500', { kind: 'status', status: 500, headers: fromAzure }, 'azure-error'],
  ['HTTP 503', { kind: 'status', status: 503, headers: { 'retry-after': '20' } }, 'azure-error'],
  [
    'the right to look is gone',
    { kind: 'status', status: 403, headers: fromAzure, body: envelope('AuthorizationFailed') },
    'not-allowed',
  ],
  [
    'the api-version is not known any more',
    {
      kind: 'status',
      status: 400,
      headers: fromAzure,
      body: envelope('InvalidApiVersionParameter'),
    },
    'azure-error',
  ],
  [
    'a captive portal answers 200',
    { kind: 'status', status: 200, headers: html, body: page },
    'unreadable-answer',
  ],
  ['a captive portal answers 204', { kind: 'status', status: 204 }, 'unreadable-answer'],
  [
    'a proxy answers 400',
    { kind: 'status', status: 400, headers: html, body: page },
    'unreadable-answer',
  ],
  [
    'a proxy answers 404',
    { kind: 'status', status: 404, headers: html, body: page },
    'unreadable-answer',
  ],
  ['a proxy answers 410', { kind: 'status', status: 410 }, 'unreadable-answer'],
  [
    'a portal redirects',
    { kind: 'status', status: 302, headers: { location: 'https://guest.example/' } },
    'unreadable-answer',
  ],
  [
    'a 200 is not JSON',
    { kind: 'status', status: 200, headers: fromAzure, body: '{"half": [1, 2' },
    'unreadable-answer',
  ],
] as const;

describe('while a backup is followed and', () => {
  let logBlinded: string;
  beforeAll(async () => {
    const play = { kind: 'reset' } as const;
    logBlinded = await where.sandbox().control.addFault({ path: 'eventtypes', count: null, play });
  });
  afterAll(() => where.sandbox().control.call('DELETE', `/faults/${logBlinded}`));

  it.concurrent.each(blindings)(
    '%s, it is unknown with the reason, and then ends as Azure says',
    async (_, play, reason) => {
      const name = nextService();
      const { control } = where.sandbox();
      // Neither log nor service tell anything meanwhile; the plan alone may read the service.
      const plain = { path: `/${name}\\?`, nth: 2, count: null, play: { kind: 'reset' } } as const;
      const alsoBlinded = await control.addFault(plain);
      const blinded = await control.addFault({
        path: `/${name}/+operationresults`,
        count: null,
        play,
      });
      const running = startProcess(
        person,
        { line: `backup ${name}`, ...fast() },
        play.kind === 'hang' ? { HURRY: '60' } : {},
      );
      await running.said('"shown":["unknown"]');
      const [unknown] = (await operationsOf(person)).filter(({ label }) => label === name);
      const shown = await person.apim('status', name);
      await control.call('DELETE', `/faults/${blinded}`);
      await control.call('DELETE', `/faults/${alsoBlinded}`);
      const done = await running.done;

      expect(unknown).toMatchObject({ status: 'unknown', blind: { reason }, endedAt: null });
      expect(unknown?.location).not.toBeNull();
      expect(unknown?.missedLooks).toBeGreaterThanOrEqual(3);
      expect(shown.stdout).toContain(unknown?.blind?.words.slice(0, 40));
      expect(shown.stdout).toMatch(/old|ago|answered/);
      expect(new Set(done.said.flatMap((each) => each.shown ?? []))).not.toContain('failed');
      expect(done.exit).toBe(0);
      const [ended] = (await operationsOf(person)).filter(({ label }) => label === name);
      expect(ended?.status).toBe('succeeded');
    },
  );
});

describe('a sign-in that ends while a backup runs', () => {
  it.each([
    [
      'its tokens are refused',
      async () => {
        const play = {
          kind: 'status',
          status: 401,
          headers: fromAzure,
          body: envelope('ExpiredAuthenticationToken'),
        } as const;
        const id = await where
          .sandbox()
          .control.addFault({ path: 'operationresults', count: null, play });
        return () => where.sandbox().control.call('DELETE', `/faults/${id}`);
      },
    ],
    [
      'no new token can be had',
      async () => {
        const { control } = where.sandbox();
        await control.setCredentials({
          principal: 'lifeboat-restore',
          secrets: ['another-secret'],
        });
        await control.revoke({ principal: 'lifeboat-restore' });
        const secret = where.sandbox().environment.AZURE_CLIENT_SECRET ?? '';
        return () => control.setCredentials({ principal: 'lifeboat-restore', secrets: [secret] });
      },
    ],
  ])('leaves it open with the way to sign in again: %s', async (_, end) => {
    const name = nextService();
    const stop = { step: 'answer-written', signal: 'SIGSTOP' as const };
    const running = startProcess(person, { line: `backup ${name}`, stop, ...fast() });
    await running.said('answer-written');
    const mend = await end();
    running.resume();
    const left = await running.done;
    const [unknown] = (await operationsOf(person)).filter(({ label }) => label === name);
    await mend();
    const followed = await runProcess(person, {
      line: `follow ${unknown?.id}`,
      offsetMs: 3_600_000,
    });

    expect(left).toMatchObject({ exit: 8, answer: { error: { code: 'still-running' } } });
    expect(left.answer?.ok === false && left.answer.error.hint).toMatch(/secret|sign|login/i);
    expect(left.answer?.ok === false && left.answer.error.hint).toContain(
      `apim follow ${unknown?.id}`,
    );
    expect(unknown).toMatchObject({ status: 'unknown', blind: { reason: 'not-signed-in' } });
    expect(followed.exit).toBe(0);
  });
});

/** All that may come back instead of an answer about the operation. */
const nothingSeen: fc.Arbitrary<OperationLook> = fc.oneof(
  fc.constantFrom<OperationLook>(
    { kind: 'no-answer', noAnswer: { kind: 'lost', words: 'ECONNRESET' } },
    { kind: 'no-answer', noAnswer: { kind: 'timeout', words: 'no answer' } },
    { kind: 'no-answer', noAnswer: { kind: 'never-connected', words: 'ENOTFOUND' } },
    { kind: 'no-token', words: 'expired', remedy: 'az login' },
    { kind: 'foreign-origin', address: 'https://elsewhere.example/' },
  ),
  fc
    .record({
      status: fc.constantFrom(
        200,
        201,
        204,
        400,
        401,
        403,
        404,
        408,
        409,
        410,
        418,
        429,
        500,
        502,
        503,
        504,
      ),
      text: fc.constantFrom(
        '',
        page,
        '{"error":{"code":"Nope","message":"no"}}',
        '{',
        '[]',
        'null',
        '"Succeeded"',
      ),
    })
    .map(
      ({ status, text }): OperationLook => ({
        kind: 'answer',
        answer: { status, headers: html, text },
      }),
    ),
);

describe('a backup that nobody can see', () => {
  it('never ends before somebody can, for hours on end, and then ends as Azure says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(nothingSeen, { minLength: 1, maxLength: 60 }),
        fc.boolean(),
        async (looks, fails) => {
          const one = company();
          const started = await startBackup(
            one.work,
            await plannedBackup(one),
            new AbortController().signal,
          );
          if (fails) one.azure.failLastRun(refusal);
          // Neither the service nor the log, nor the storage, is seen meanwhile.
          const mend = [
            one.azure.refuse('apiManagement.get', 'no-network'),
            one.azure.refuse('activityLog.read', 'no-network'),
            one.azure.refuse('blobs.head', 'no-network'),
          ];
          const seen: string[] = [];
          one.azure.script('apiManagement.ask', ...looks.map((look) => () => look), (perform) => {
            for (const each of mend) each();
            seen.push('answer');
            return perform();
          });
          const ended = await runThrough(
            one,
            follow(one.work, started.id, {
              signal: new AbortController().signal,
              onChange: ({ status }) => seen.push(status),
            }),
          );
          const before = seen.slice(0, seen.indexOf('answer'));
          expect(before.filter((status) => status !== 'running' && status !== 'unknown')).toEqual(
            [],
          );
          expect(ended.status).toBe(fails ? 'failed' : 'succeeded');
        },
      ),
      { ...propertyRuns(), numRuns: 150 },
    );
  });
});

const refusal = {
  status: 400,
  code: 'BackupFailed',
  message: 'No room.',
  requestId: 'r-9',
  correlationId: null,
  details: [],
};
