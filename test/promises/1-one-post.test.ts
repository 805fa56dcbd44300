import { readFileSync } from 'node:fs';
import { createServer as createProxy } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Person } from '../harness/person.ts';
import {
  configureFleet,
  fleetName,
  operationsOf,
  startsSeen,
  takenByAzure,
  trailOf,
} from './fixtures/fleet.ts';
import { type Aftermath, adoptAll, expectTruth } from './fixtures/kills.ts';
import { abreast, runProcess, startProcess } from './fixtures/processes.ts';
import { seededRandom } from './fixtures/random.ts';

const where = inSandbox({ extraServices: 110 });
let person: Person;
/** How far the clocks were moved on so far. */
const clocks = { offsetMs: 0 };
let used = 0;

/** A service that no test has touched yet. */
function nextService(): string {
  used += 1;
  return fleetName(used);
}

function opIdOf(said: { operation?: string }[]): string {
  return said.find(({ operation }) => operation !== undefined)?.operation ?? '';
}

beforeAll(async () => {
  person = where.person();
  await configureFleet(where.sandbox(), person, 110);
});

const backupSteps = [
  'intent-written',
  'attempt-written',
  'answered',
  'answer-written',
  'looking',
  'looked',
  'end-written',
  'look-written',
  'blob-kept',
  'companion-tried',
];

describe.each([
  ['shows that it is busy', true],
  ['shows Succeeded all the while', false],
])('a backup of a service that %s, killed', (_, busyDuringOperations) => {
  let ids: Map<string, string>;
  let aftermath: Aftermath;

  beforeAll(async () => {
    await where.sandbox().control.setOptions({ busyDuringOperations });
    const killed = await abreast(backupSteps, 3, async (step) => {
      const { offsetMs } = clocks;
      const stop = { step, signal: 'SIGKILL' as const };
      const done = await runProcess(person, { line: `backup ${nextService()}`, stop, offsetMs });
      expect(done.signal, `${step}: ${done.stderr}`).toBe('SIGKILL');
      return [step, opIdOf(done.said)] as const;
    });
    ids = new Map(killed);
    aftermath = await adoptAll(where.sandbox(), person, clocks);
  }, 120_000);
  afterAll(() => where.sandbox().control.setOptions({ busyDuringOperations: true }));

  it.each(backupSteps)('at "%s" is posted once at most, and ends as Azure ended it', (step) => {
    const operation = aftermath.late.find(({ id }) => id === ids.get(step));

    if (operation === undefined) throw new Error('It was lost.');
    expectTruth(operation, aftermath);
    const never = step === 'intent-written' || step === 'attempt-written';
    expect(operation.status).toBe(never ? 'not-started' : 'succeeded');
  });
});

describe('a restore with its safety backup, killed', () => {
  /** A restore has some 23 of them; how many looks it takes is up to Azure. */
  const numbers = Array.from({ length: 24 }, (_, index) => index + 1);
  let ids: string[];
  let aftermath: Aftermath;

  beforeAll(async () => {
    const { offsetMs } = clocks;
    const made = await runProcess(person, { line: `backup ${nextService()}`, offsetMs });
    const backup = made.answer?.data.operations?.[0]?.backup;
    ids = await abreast(numbers, 3, async (number) => {
      const target = nextService();
      const stop = { number, signal: 'SIGKILL' as const };
      const line = `restore ${target} --from ${backup} --confirm ${target}`;
      const done = await runProcess(person, { line, stop, offsetMs });
      expect(done.signal !== null || done.exit === 0, JSON.stringify(done)).toBe(true);
      return opIdOf(done.said);
    });
    aftermath = await adoptAll(where.sandbox(), person, clocks);
  }, 180_000);

  it.each(numbers)(
    'at its step %i is posted once at most, and ends as Azure ended it',
    (number) => {
      const restore = aftermath.late.find(({ id }) => id === ids[number - 1]);
      const safety = aftermath.late.filter(({ parent }) => parent === restore?.id);

      if (restore === undefined) throw new Error('It was lost.');
      expectTruth(restore, aftermath);
      expect(safety.length).toBeLessThanOrEqual(1);
      for (const operation of safety) expectTruth(operation, aftermath);
      // Without the whole safety backup before it, no restore.
      if (restore.status === 'succeeded') expect(safety[0]?.status).toBe('succeeded');
    },
  );

  it('ends in each of the ways there are', () => {
    const ends = aftermath.late.filter(({ id }) => ids.includes(id)).map(({ status }) => status);

    expect(new Set(ends)).toEqual(new Set(['not-started', 'succeeded']));
  });
});

describe('killed from outside at random times', () => {
  it('is posted once at most, and ends as Azure ended it', { timeout: 120_000 }, async () => {
    const { seed, random } = seededRandom();
    const { offsetMs } = clocks;
    const made = await runProcess(person, { line: `backup ${nextService()}`, offsetMs });
    const backup = made.answer?.data.operations?.[0]?.backup;
    const before = (await operationsOf(person)).length;

    await abreast(Array.from({ length: 16 }), 3, async (_, index) => {
      const name = nextService();
      const restore = `restore ${name} --from ${backup} --confirm ${name}`;
      const running = startProcess(person, {
        line: index % 2 === 0 ? `backup ${name}` : restore,
        offsetMs,
      });
      await running.said('opened');
      await pause(random() * (index % 2 === 0 ? 1_800 : 3_000));
      running.signal('SIGKILL');
      await running.ended;
    });
    const aftermath = await adoptAll(where.sandbox(), person, clocks);

    expect(aftermath.late.length, `seed ${seed}`).toBeGreaterThan(before);
    for (const operation of aftermath.late.slice(before)) expectTruth(operation, aftermath);
  });
});

describe('what is on the disk', () => {
  it('holds intent and attempt before Azure sees the POST', async () => {
    const name = nextService();
    const { offsetMs } = clocks;
    const posts = (await startsSeen(where.sandbox())).length;
    const stop = { step: 'attempt-written', signal: 'SIGSTOP' as const };
    const stopped = startProcess(person, { line: `backup ${name}`, stop, offsetMs });
    await stopped.said('attempt-written');

    const store: string = readFileSync(join(person.stateDir, 'store.json'), 'utf8');
    const [operation] = (await operationsOf(person)).filter(({ label }) => label === name);
    const trail = trailOf(person).filter((entry) => entry.operation === operation?.id);

    expect(await startsSeen(where.sandbox())).toHaveLength(posts);
    expect(store).toContain(operation?.id);
    expect(operation).toMatchObject({ status: 'submitting', attempts: [{ answer: null }] });
    expect(trail.map(({ event }) => event)).toEqual(['intent', 'attempt']);
    stopped.resume();
    expect((await stopped.done).exit).toBe(0);
    const [post, ...more] = (await startsSeen(where.sandbox())).slice(posts);
    expect(post?.clientRequestId).toBe(operation?.id);
    expect(more).toEqual([]);
  });
});

/** Runs with a clock of its own, fast enough to see 15 minutes pass. */
const fast = () => ({ offsetMs: clocks.offsetMs, rate: 60, since: Date.now() });

describe('an answer that never came', () => {
  const taken = [
    ['the connection is reset', { kind: 'reset', when: 'after' }],
    ['HTTP 500', { kind: 'status', status: 500, when: 'after' }],
    [
      'HTTP 502 of a gateway',
      { kind: 'status', status: 502, body: '<html>bad</html>', when: 'after' },
    ],
    ['HTTP 503', { kind: 'status', status: 503, headers: { 'retry-after': '1' }, when: 'after' }],
    ['HTTP 504', { kind: 'status', status: 504, when: 'after' }],
    ['HTTP 408', { kind: 'status', status: 408, when: 'after' }],
    ['a redirect', { kind: 'status', status: 307, headers: { location: '/x' }, when: 'after' }],
    [
      'somebody else’s page',
      { kind: 'status', status: 200, body: '<html>hi</html>', when: 'after' },
    ],
    ['a hang until the time-out', { kind: 'hang', when: 'after' }],
  ] as const;

  it('is not asked for again: the evidence settles it', { timeout: 120_000 }, async () => {
    const ends = await abreast(taken, 3, async ([what, play]) => {
      const name = nextService();
      const path = `/${name}/backup`;
      await where.sandbox().control.addFault({ method: 'POST', path, count: null, play });
      const done = await runProcess(
        person,
        { line: `backup ${name}`, ...fast() },
        play.kind === 'hang' ? { HURRY: '60' } : {},
      );
      const statuses = new Set(done.said.flatMap(({ shown = [] }) => shown));
      const posts = (await startsSeen(where.sandbox())).filter((post) => post.path.includes(path));
      return { what, exit: done.exit, unknown: statuses.has('unknown'), posts: posts.length };
    });

    expect(ends).toEqual(taken.map(([what]) => ({ what, exit: 0, unknown: true, posts: 1 })));
  });

  it.each([
    ['its body was garbage', { kind: 'garbage' }],
    ['its body broke off', { kind: 'truncated' }],
  ] as const)('is an acceptance all the same when only %s', async (_, play) => {
    const name = nextService();
    await where.sandbox().control.addFault({ method: 'POST', path: `/${name}/backup`, play });

    const done = await runProcess(person, { line: `backup ${name}`, offsetMs: clocks.offsetMs });

    expect(done.exit).toBe(0);
    const [operation] = (await operationsOf(person)).filter(({ label }) => label === name);
    expect(operation?.attempts).toMatchObject([{ answer: 'accepted' }]);
    expect(operation?.startedAt).not.toBeNull();
  });

  it('leaves it unknown while the activity log cannot be read, until a person gives it up', async () => {
    const name = nextService();
    const { control } = where.sandbox();
    const play = { kind: 'reset', when: 'before' } as const;
    await control.addFault({ method: 'POST', path: `/${name}/backup`, play });
    const denied = { kind: 'status', status: 403, headers: { 'x-ms-request-id': 'r' } } as const;
    const blinded = await control.addFault({ path: 'eventtypes', count: null, play: denied });

    const first = await runProcess(person, { line: `backup ${name} --timeout 2m`, ...fast() });
    const offsetMs = clocks.offsetMs + 5 * 3_600_000;
    await runProcess(person, { line: 'follow --timeout 1s', offsetMs });
    const [late] = (await operationsOf(person)).filter(({ label }) => label === name);
    await control.call('DELETE', `/faults/${blinded}`);
    const given = await person.json('abandon', late?.id ?? '', '--reason', 'rebuilt by hand');

    expect(first.exit).toBe(8);
    expect(late).toMatchObject({ status: 'unknown', blind: { words: expect.any(String) } });
    expect(given.code).toBe(0);
    const [ended] = (await operationsOf(person)).filter(({ label }) => label === name);
    expect(ended?.status).toBe('failed');
  });

  it('ends a backup that Azure never got as not started, after 15 minutes and not before', {
    timeout: 60_000,
  }, async () => {
    const name = nextService();
    const path = `/${name}/backup`;
    const play = { kind: 'reset', when: 'before' } as const;
    await where.sandbox().control.addFault({ method: 'POST', path, count: null, play });

    const done = await runProcess(person, { line: `backup ${name}`, ...fast() });

    expect(done).toMatchObject({ exit: 1, answer: { error: { code: 'azure-unreachable' } } });
    const [operation] = (await operationsOf(person)).filter(({ label }) => label === name);
    const attempt = operation?.attempts[0]?.at ?? 0;
    expect((operation?.endedAt ?? 0) - attempt).toBeGreaterThanOrEqual(15 * 60_000);
    expect(operation?.status).toBe('not-started');
    expect(
      (await startsSeen(where.sandbox())).filter((post) => post.path.includes(path)),
    ).toHaveLength(1);
  });
});

describe('an attempt that was proven not taken', () => {
  it.each([
    ['429', { 'retry-after': '2', 'x-ms-request-id': 'r' }, 'throttled', 2_000],
    ['429 without a word', {}, 'throttled', 10_000],
  ])('is made again: %s', async (_, headers, answer, leastMs) => {
    const name = nextService();
    const play = { kind: 'status', status: 429, headers } as const;
    await where.sandbox().control.addFault({ method: 'POST', path: `/${name}/backup`, play });

    const done = await runProcess(person, { line: `backup ${name}`, ...fast() });

    expect(done.exit).toBe(0);
    const [operation] = (await operationsOf(person)).filter(({ label }) => label === name);
    const [first, second] = operation?.attempts ?? [];
    expect([first?.answer, second?.answer]).toEqual([answer, 'accepted']);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(leastMs);
    expect(
      (await takenByAzure(where.sandbox())).filter((each) => each.service.endsWith(name)),
    ).toHaveLength(1);
  });

  it('is given up after five times, as not started', async () => {
    const name = nextService();
    const body = { error: { code: 'TooManyRequests', message: 'Slow down.' } };
    const headers = { 'retry-after': '1', 'x-ms-request-id': 'r-429' };
    const play = { kind: 'status', status: 429, headers, body } as const;
    await where
      .sandbox()
      .control.addFault({ method: 'POST', path: `/${name}/backup`, count: null, play });

    const done = await runProcess(person, { line: `backup ${name}`, ...fast() });

    expect(done).toMatchObject({
      exit: 1,
      answer: { error: { azure: { code: 'TooManyRequests', requestId: 'r-429' } } },
    });
    const [operation] = (await operationsOf(person)).filter(({ label }) => label === name);
    expect(operation?.status).toBe('not-started');
    expect(operation?.attempts).toHaveLength(5);
  });

  it('answers a claims challenge, with one POST taken', async () => {
    const name = nextService();
    const stop = { step: 'intent-written', signal: 'SIGSTOP' as const };
    const running = startProcess(person, {
      line: `backup ${name}`,
      stop,
      offsetMs: clocks.offsetMs,
    });
    await running.said('intent-written');
    await where.sandbox().control.revoke({ principal: 'lifeboat-restore' });
    running.resume();

    expect((await running.done).exit).toBe(0);
    const [operation] = (await operationsOf(person)).filter(({ label }) => label === name);
    expect(operation?.attempts.map(({ answer }) => answer)).toEqual(['challenged', 'accepted']);
    const posts = (await startsSeen(where.sandbox())).filter(({ path }) =>
      path.includes(`/${name}/`),
    );
    expect(posts.map(({ status }) => status)).toEqual([401, 202]);
  });

  it('is made again when no connection opened', async () => {
    const name = nextService();
    const proxy = await startProxy();
    const stop = { step: 'intent-written', signal: 'SIGSTOP' as const };
    const running = startProcess(
      person,
      { line: `backup ${name}`, stop, ...fast() },
      { HTTPS_PROXY: proxy.origin, NO_PROXY: '' },
    );
    await running.said('intent-written');
    await proxy.close();
    running.resume();
    await running.said('answer-written');
    await proxy.open();

    expect((await running.done).exit).toBe(0);
    const [operation] = (await operationsOf(person)).filter(({ label }) => label === name);
    expect(new Set(operation?.attempts.slice(0, -1).map(({ answer }) => answer))).toEqual(
      new Set(['never-connected']),
    );
    expect(operation?.attempts.at(-1)?.answer).toBe('accepted');
    const posts = (await startsSeen(where.sandbox())).filter(({ path }) =>
      path.includes(`/${name}/`),
    );
    expect(posts).toHaveLength(1);
    await proxy.close();
  });
});

describe('several processes at once', () => {
  it.each([2, 8])(
    'make one POST when %i want the same service; the others exit 6',
    {
      timeout: 120_000,
    },
    async (count) => {
      const name = nextService();
      await where.sandbox().control.setOptions({ backupSeconds: 15 });
      const all = Array.from({ length: count });

      const answers = await Promise.all(all.map(() => person.json('backup', name, '--no-wait')));
      await where.sandbox().control.setOptions({ backupSeconds: 1 });

      const won = answers.filter(({ code }) => code === 0);
      const id = won[0]?.data.operations?.[0]?.id;
      const lost = answers.filter(({ code }) => code !== 0);
      expect(won).toHaveLength(1);
      expect(lost).toMatchObject(
        lost.map(() => ({ code: 6, error: { code: 'operation-open' }, data: { operation: id } })),
      );
      const posts = (await startsSeen(where.sandbox())).filter(({ path }) =>
        path.includes(`/${name}/`),
      );
      expect(posts.map(({ clientRequestId }) => clientRequestId)).toEqual([id]);
    },
  );

  it('make one POST each when eight want eight services', { timeout: 120_000 }, async () => {
    const names = Array.from({ length: 8 }, nextService);

    const answers = await Promise.all(names.map((name) => person.json('backup', name)));

    expect(answers.map(({ error }) => error ?? null)).toEqual(names.map(() => null));
    const posts = await startsSeen(where.sandbox());
    for (const [index, name] of names.entries()) {
      const own = posts.filter(({ path }) => path.includes(`/${name}/`));
      expect(own.map(({ clientRequestId }) => clientRequestId)).toEqual([
        answers[index]?.data.operations?.[0]?.id,
      ]);
    }
  });
});

/** A proxy of the usual kind (CONNECT) on loopback that can be shut and opened again at its address. */
async function startProxy(): Promise<{
  origin: string;
  close(): Promise<void>;
  open(): Promise<void>;
}> {
  const server = createProxy();
  server.on('connect', (request, client) => {
    const port = Number(request.url?.split(':').at(-1));
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
    client.on('close', () => upstream.destroy());
    clients.add(client);
  });
  const clients = new Set<NodeJS.WritableStream & { destroy(): void }>();
  let port = 0;
  const open = () =>
    new Promise<void>((resolve) => {
      server.listen(port, '127.0.0.1', resolve);
    });
  await open();
  port = (server.address() as AddressInfo).port;
  return {
    origin: `http://127.0.0.1:${port}`,
    open,
    close: () =>
      new Promise((resolve) => {
        for (const client of clients) client.destroy();
        clients.clear();
        server.close(() => resolve());
      }),
  };
}
