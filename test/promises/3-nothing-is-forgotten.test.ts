import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Operation } from '../../packages/core/src/domain/operation.ts';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Person } from '../harness/person.ts';
import { configureFleet, fleetName, operationsOf, startsSeen } from './fixtures/fleet.ts';
import { type LifeboatProcess, runProcess, startProcess } from './fixtures/processes.ts';

/** While waiting is what is tested, a minute takes a second and a half, in Azure and for Lifeboat alike. */
const rate = 40;
const where = inSandbox({ extraServices: 40 });
let person: Person;
let used = 0;
/** The clock of the sandbox, for the processes. */
let time: { rate: number; since: number; offsetMs: number };

function nextService(): string {
  used += 1;
  return fleetName(used);
}

beforeAll(async () => {
  person = where.person();
  await configureFleet(where.sandbox(), person, 40);
  await goAt(1);
});

/** Lets time pass so fast from now on, here and there. */
async function goAt(speed: number): Promise<void> {
  await where.sandbox().control.setRate(speed);
  const { realMs, sandboxMs } = where.sandbox().clock.segment();
  time = { rate: speed, since: realMs, offsetMs: sandboxMs - realMs };
}

async function operationOf(label: string, kind: Operation['kind'] = 'backup'): Promise<Operation> {
  const found = (await operationsOf(person)).find(
    (each) => each.label === label && each.kind === kind,
  );
  if (found === undefined) throw new Error(`There is no ${kind} of ${label}.`);
  return found;
}

/** A backup whose process stopped itself or was killed at a step. */
async function leftAt(
  step: string,
  signal: 'SIGKILL' | 'SIGSTOP',
): Promise<[string, LifeboatProcess]> {
  const name = nextService();
  const running = startProcess(person, { line: `backup ${name}`, stop: { step, signal }, ...time });
  if (signal === 'SIGKILL') await running.ended;
  else await running.said(`"${step}"`);
  return [name, running];
}

/** When the operation of a service was asked about, by Azure's clock. */
async function questionsAbout(name: string): Promise<number[]> {
  const requests = await where.sandbox().control.requests();
  const questions = requests.filter(
    ({ method, path }) =>
      method === 'GET' && path.includes(`/${name}/`) && path.includes('operationresults'),
  );
  return questions.map(({ at }) => Date.parse(at));
}

/** Waits for so many questions about a service, and gives the shortest pause between two of them. */
async function shortestPause(name: string, count: number): Promise<number> {
  for (;;) {
    const times = await questionsAbout(name);
    const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    if (times.length >= count) return Math.min(...pauses);
    await pause(100);
  }
}

/** What of a pause of a second Azure may not see, since requests take their time on the way. */
const onTheWayMs = 150;

describe('an operation in Azure', () => {
  // It ends when the test says so.
  beforeAll(() => where.sandbox().control.setOptions({ backupSeconds: 600 }));
  const end = () =>
    where
      .sandbox()
      .control.advance({ minutes: 11 })
      .then(() => goAt(1));

  it('is followed by one of several who want to, no more often than Retry-After allows', async () => {
    const [name] = await leftAt('answer-written', 'SIGKILL');
    const { id } = await operationOf(name);

    const followers = [1, 2, 3].map(() => startProcess(person, { line: `follow ${id}`, ...time }));
    await Promise.all(followers.map((each) => each.said('"shown"')));
    const shortest = await shortestPause(name, 5);
    await end();
    const ends = await Promise.all(followers.map(({ done }) => done));

    expect(ends.map(({ exit }) => exit)).toEqual([0, 0, 0]);
    expect(shortest).toBeGreaterThanOrEqual(1_000 - onTheWayMs);
    const looks = ends.map(({ said }) => said.filter(({ step }) => step === 'looking').length);
    expect(looks.filter((count) => count > 0)).toHaveLength(1);
  });

  it('is taken over when the one who follows it is killed, once', async () => {
    const [name] = await leftAt('answer-written', 'SIGKILL');
    const { id } = await operationOf(name);
    const stop = { step: 'look-written', signal: 'SIGKILL' as const };

    const first = await runProcess(person, { line: `follow ${id}`, stop, ...time });
    const others = [2, 3].map(() => startProcess(person, { line: `follow ${id}`, ...time }));
    await Promise.all(others.map((each) => each.said('"shown"')));
    const shortest = await shortestPause(name, 4);
    await end();
    const ends = await Promise.all(others.map(({ done }) => done));

    expect(first.signal).toBe('SIGKILL');
    expect(ends.map(({ exit }) => exit)).toEqual([0, 0]);
    expect(shortest).toBeGreaterThanOrEqual(1_000 - onTheWayMs);
    const looks = ends.map(({ said }) => said.filter(({ step }) => step === 'looking').length);
    expect(looks.filter((count) => count > 0)).toHaveLength(1);
  });

  it('is named by the other commands, with who follows it', async () => {
    const [name, stopped] = await leftAt('looking', 'SIGSTOP');
    const { id } = await operationOf(name);

    const status = await person.apim('status', name);
    const refused = await person.json('backup', name);
    await end();
    stopped.resume();
    await stopped.done;

    expect(status.stdout).toContain(id.slice(0, 8));
    expect(status.stdout).toContain(`on ${hostname()}, pid ${stopped.pid}`);
    expect(refused).toMatchObject({
      code: 6,
      error: { code: 'operation-open' },
      data: { operation: id },
    });
  });
});

/** Long enough for a process to start and to look, short enough to wait for. */
const unhurried = {
  backupSeconds: 60,
  restoreSeconds: 60,
  retryAfterSeconds: 15,
  activityLogLagSeconds: 60,
};

describe('an operation whose follower stopped', () => {
  beforeAll(async () => {
    await where.sandbox().control.setOptions(unhurried);
    await goAt(rate);
  });

  it('is taken over from one who stopped, but only after a minute; the woken one sees its end', async () => {
    const [name, stopped] = await leftAt('looking', 'SIGSTOP');
    const { id } = await operationOf(name);
    const begun = where.sandbox().clock.now();

    const follower = await runProcess(person, { line: `follow ${id}`, ...time });
    stopped.resume();
    const woken = await stopped.done;

    expect(follower.exit).toBe(0);
    expect(woken.exit).toBe(0);
    const { endedAt } = await operationOf(name);
    expect((endedAt ?? 0) - begun).toBeGreaterThanOrEqual(60_000);
    const posts = (await startsSeen(where.sandbox())).filter(({ path }) =>
      path.includes(`/${name}/`),
    );
    expect(posts).toHaveLength(1);
  });

  it('keeps what Azure answered to a process that others took for dead', async () => {
    const { control } = where.sandbox();
    await control.setOptions({ backupSeconds: 300 });
    const [name, stopped] = await leftAt('answered', 'SIGSTOP');
    const { id } = await operationOf(name);
    // Nobody else can see how it stands.
    const blinded = await control.addFault({
      path: 'eventtypes',
      count: null,
      play: { kind: 'reset' },
    });

    await runProcess(person, { line: `follow ${id} --timeout 3m`, ...time });
    const before = await operationOf(name);
    stopped.resume();
    await stopped.said('answer-written');
    await pause(100);
    const after = await operationOf(name);
    await control.setOptions({ backupSeconds: 60 });
    await control.call('DELETE', `/faults/${blinded}`);
    const { exit } = await stopped.done;

    expect(exit).toBe(0);
    expect(before).toMatchObject({ status: 'unknown', location: null });
    expect(after).toMatchObject({
      status: 'running',
      attempts: [{ answer: 'accepted' }],
      blind: null,
    });
    expect(after.location).toContain('operationresults');
  });
});

describe.concurrent('a restore that was not sent', () => {
  let backup: string;
  beforeAll(async () => {
    const made = await runProcess(person, { line: `backup ${nextService()}`, ...time });
    backup = made.answer?.data.operations?.[0]?.backup ?? '';
  });

  async function restoreLeftAt(step: string, from: number): Promise<[string, LifeboatProcess]> {
    const name = nextService();
    const line = `restore ${name} --from ${backup} --confirm ${name}`;
    const running = startProcess(person, {
      line,
      stop: { step, from, signal: 'SIGSTOP' },
      ...time,
    });
    await running.said(`"${step}"`);
    if (from > 1) await running.said('safety-backup-done');
    // It may be about to stop still.
    await pause(200);
    return [name, running];
  }

  async function restoresSent(name: string): Promise<number> {
    const posts = await startsSeen(where.sandbox());
    return posts.filter(({ path }) => path.includes(`/${name}/restore`)).length;
  }

  it.each([
    ['before its safety backup', 'intent-written', 1],
    ['after its safety backup', 'safety-backup-done', 1],
  ])(
    'ends as not started after 10 minutes when its process stopped %s, and cannot be sent by it any more',
    async (_, step, from) => {
      const [name, stopped] = await restoreLeftAt(step, from);
      const { id, plannedAt } = await operationOf(name, 'restore');

      const followed = await runProcess(person, { line: `follow ${id}`, ...time });
      const ended = await operationOf(name, 'restore');
      stopped.resume();
      const woken = await stopped.done;

      expect(followed.exit).toBe(1);
      expect(ended.status).toBe('not-started');
      expect((ended.endedAt ?? 0) - plannedAt).toBeGreaterThanOrEqual(10 * 60_000);
      expect(woken.exit).not.toBe(0);
      expect(await restoresSent(name)).toBe(0);
    },
  );

  it.each([
    ['after its safety backup', 'safety-backup-done', 1],
    ['when its attempt was written', 'attempt-written', 12],
  ])(
    'is not sent by a process that slept %s, even if nobody followed it',
    async (_, step, from) => {
      const [name, stopped] = await restoreLeftAt(step, from);

      await pause((11 * 60_000) / rate);
      stopped.resume();
      const woken = await stopped.done;

      expect(woken.exit).not.toBe(0);
      expect(await restoresSent(name)).toBe(0);
      expect(await operationOf(name, 'restore')).toMatchObject({ status: 'not-started' });
    },
  );

  it('is not sent by a process that woke up after others took it for lost', {
    timeout: 90_000,
  }, async () => {
    const [name, stopped] = await restoreLeftAt('attempt-written', 12);
    const { id } = await operationOf(name, 'restore');

    const followed = await runProcess(person, { line: `follow ${id}`, ...time });
    const ended = await operationOf(name, 'restore');
    stopped.resume();
    const woken = await stopped.done;

    expect(followed.exit).toBe(1);
    expect(ended.status).toBe('not-started');
    expect((ended.endedAt ?? 0) - (ended.attempts[0]?.at ?? 0)).toBeGreaterThanOrEqual(15 * 60_000);
    expect(woken.exit).not.toBe(0);
    expect(await restoresSent(name)).toBe(0);
  });

  it('ends at once when its process is gone, and frees the service', async () => {
    const name = nextService();
    const stop = { step: 'intent-written', signal: 'SIGKILL' as const };
    await runProcess(person, {
      line: `restore ${name} --from ${backup} --confirm ${name}`,
      stop,
      ...time,
    });

    const next = await runProcess(person, { line: `backup ${name}`, ...time });

    expect(next.exit).toBe(0);
    expect(await operationOf(name, 'restore')).toMatchObject({ status: 'not-started' });
    expect(await restoresSent(name)).toBe(0);
  });
});
