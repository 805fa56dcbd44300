import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Operation } from '../../packages/core/src/domain/operation.ts';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Person } from '../harness/person.ts';
import { start } from '../harness/programs.ts';
import {
  configureFleet,
  fleetName,
  openHere,
  operationsOf,
  startsSeen,
  trailOf,
} from './fixtures/fleet.ts';
import { runProcess, startProcess } from './fixtures/processes.ts';

const where = inSandbox({ extraServices: 40 });
let person: Person;
let used = 0;

function nextService(): string {
  used += 1;
  return fleetName(used);
}

/** A new person: the others' stores stay as they are. */
async function newPerson(): Promise<Person> {
  const somebody = where.person();
  await configureFleet(where.sandbox(), somebody, 40);
  return somebody;
}

beforeAll(async () => {
  person = await newPerson();
});

const storeOf = (somebody: Person): string => join(somebody.stateDir, 'store.json');

async function operationOf(somebody: Person, label: string): Promise<Operation> {
  const found = (await operationsOf(somebody)).find((each) => each.label === label);
  if (found === undefined) throw new Error(`There is no operation of ${label}.`);
  return found;
}

describe('eight processes on one store', () => {
  it('lose none of 1,600 updates, while others back up and read', {
    timeout: 120_000,
  }, async () => {
    const made = await person.json('backup', nextService());
    const backup = made.data.operations?.[0]?.backup ?? '';
    const script = fileURLToPath(new URL('./fixtures/write-many.ts', import.meta.url));

    const writers = Array.from({ length: 8 }, () =>
      start(process.execPath, [script, backup, '200'], person.environment),
    );
    const beside = [1, 2].map(() => person.json('backup', nextService()));
    const reads = [
      await person.json('backups'),
      await person.json('status'),
      await person.json('backups'),
    ];
    const ends = await Promise.all(writers.map(({ ended }) => ended));
    const others = await Promise.all(beside);

    expect(ends.map(({ code, stderr }) => [code, stderr])).toEqual(writers.map(() => [0, '']));
    const lifeboat = await openHere(person);
    const kept = (await lifeboat.ports.store.read()).get('backup', backup);
    expect(await lifeboat.ports.store.recovery()).toBeNull();
    await lifeboat.close();
    expect(kept?.note).toHaveLength(1_600);
    expect([...reads, ...others].map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
  });

  it('wait for one that stopped inside the lock, and lose nothing by it', async () => {
    const [one, two] = [nextService(), nextService()];
    const stopped = startProcess(person, { line: `backup ${one}` }, { STOP_IN_LOCK: '1' });
    await stopped.said('"stopping":true');

    const waiting = startProcess(person, { line: `backup ${two}` });
    await waiting.said('opened');
    await new Promise((resolve) => {
      setTimeout(resolve, 1_500);
    });
    const meanwhile = (await startsSeen(where.sandbox())).filter(({ path }) =>
      path.includes(`/${two}/`),
    );
    stopped.resume();

    expect(meanwhile).toEqual([]);
    expect((await waiting.done).exit).toBe(0);
    expect((await stopped.done).exit).toBe(0);
    for (const name of [one, two])
      expect((await operationOf(person, name)).status).toBe('succeeded');
  });
});

const damages: [string, (store: string) => void][] = [
  ['holds garbage', (store) => writeFileSync(store, '\u0000\u0001 not JSON at all')],
  ['is empty', (store) => truncateSync(store)],
  ['is cut in half', (store) => truncateSync(store, Math.floor(readFileSync(store).length / 2))],
  [
    'has a changed byte',
    (store) => writeFileSync(store, readFileSync(store, 'utf8').replace('"running"', '"ruNNing"')),
  ],
  ['is gone', (store) => unlinkSync(store)],
  [
    'is damaged with its last good copy',
    (store) => {
      writeFileSync(store, '{');
      writeFileSync(`${store}.last`, '{');
    },
  ],
];

describe('a store that is damaged while a backup runs', () => {
  it.concurrent.each(damages)(
    '%s: is rebuilt; what is open is unknown and settled before anything else is sent',
    async (_, damage) => {
      const somebody = await newPerson();
      const name = nextService();
      const stop = { step: 'looking', signal: 'SIGKILL' as const };
      await runProcess(somebody, { line: `backup ${name}`, stop });
      const { id } = await operationOf(somebody, name);
      damage(storeOf(somebody));
      // Nobody can see how it stands meanwhile.
      const { control } = where.sandbox();
      const play = { kind: 'reset' } as const;
      const path = `/${name}/+operationresults`;
      const blinded = await control.addFault({ path, count: null, play });

      const unknown = await operationOf(somebody, name);
      const refused = await somebody.json('backup', name);
      await control.call('DELETE', `/faults/${blinded}`);
      const followed = await runProcess(somebody, { line: 'follow', offsetMs: 60_000 });
      const again = await somebody.json('backup', name, '--name', `${name}-again`);

      expect(refused).toMatchObject({
        code: 6,
        error: { code: 'operation-open' },
        data: { operation: id },
      });
      expect(unknown).toMatchObject({ id, status: 'unknown', blind: { reason: 'store-rebuilt' } });
      expect(unknown.location).toContain('operationresults');
      expect(followed.exit).toBe(0);
      expect(again.code).toBe(0);
      const posts = (await startsSeen(where.sandbox())).filter(({ path }) =>
        path.includes(`/${name}/`),
      );
      expect(posts.map(({ clientRequestId }) => clientRequestId)).toEqual([
        id,
        again.data.operations?.[0]?.id,
      ]);
      const recovery = trailOf(somebody).filter(({ event }) => event === 'recovery');
      expect(recovery).toHaveLength(1);
    },
  );

  it('does not stop the one who follows it, and the damaged file is kept', async () => {
    const somebody = await newPerson();
    const name = nextService();
    const stop = { step: 'looking', signal: 'SIGSTOP' as const };
    const running = startProcess(somebody, { line: `backup ${name}`, stop });
    await running.said('"looking"');
    writeFileSync(storeOf(somebody), 'damaged');
    const status = await somebody.apim('status');
    running.resume();

    expect((await running.done).exit).toBe(0);
    expect((await operationOf(somebody, name)).status).toBe('succeeded');
    const kept = readdirSync(somebody.stateDir).filter((file) => file.includes('.damaged-'));
    expect(kept).toHaveLength(1);
    expect(readFileSync(join(somebody.stateDir, kept[0] ?? ''), 'utf8')).toBe('damaged');
    expect(status.stdout).toMatch(/damaged and rebuilt/);
    expect(status.stdout).toContain(kept[0]);
  });

  it('does not make it not started, though the trail of its attempt is lost too', async () => {
    const somebody = await newPerson();
    const name = nextService();
    const { control } = where.sandbox();
    await control.setOptions({
      busyDuringOperations: false,
      backupSeconds: 5,
      activityLogLagSeconds: 8,
    });
    const stop = { step: 'answered', signal: 'SIGKILL' as const };
    await runProcess(somebody, { line: `backup ${name}`, stop });
    const trail = join(somebody.stateDir, 'audit.jsonl');
    const lines = readFileSync(trail, 'utf8').split('\n');
    writeFileSync(trail, lines.filter((line) => !line.includes('"event":"attempt"')).join('\n'));
    writeFileSync(storeOf(somebody), 'damaged');
    rmSync(`${storeOf(somebody)}.last`, { force: true });

    await runProcess(somebody, { line: 'follow --timeout 2s' });
    const early = await operationOf(somebody, name);
    const late = await runProcess(somebody, { line: 'follow', rate: 60, since: Date.now() });
    await control.setOptions({
      busyDuringOperations: true,
      backupSeconds: 1,
      activityLogLagSeconds: 1,
    });

    expect(early).toMatchObject({ status: 'unknown', attempts: [] });
    expect(late.exit).toBe(0);
    expect((await operationOf(somebody, name)).status).toBe('succeeded');
  });

  it('does not let a planned backup of before be sent', async () => {
    const somebody = await newPerson();
    const name = nextService();
    const stop = { step: 'intent-written', signal: 'SIGSTOP' as const };
    const running = startProcess(somebody, { line: `backup ${name}`, stop });
    await running.said('"intent-written"');
    writeFileSync(storeOf(somebody), 'damaged');
    await somebody.apim('status');
    running.resume();
    const done = await running.done;

    expect(done.exit).not.toBe(0);
    const posts = (await startsSeen(where.sandbox())).filter(({ path }) =>
      path.includes(`/${name}/`),
    );
    expect(posts).toEqual([]);
  });
});

describe('a store that is not damaged', () => {
  const commands = [
    ['status'],
    ['backups'],
    ['backup', fleetName(1)],
    ['follow'],
    ['reconcile'],
    ['note', 'x', 'y'],
  ];

  it('but of a newer Lifeboat, is left as it is: exit 9', async () => {
    const somebody = await newPerson();
    await somebody.json('status');
    const text = readFileSync(storeOf(somebody), 'utf8');
    const newer = text.replace(/"schema":\d+/, '"schema":999');
    writeFileSync(storeOf(somebody), newer);
    const posts = (await startsSeen(where.sandbox())).length;

    const answers = [];
    for (const words of commands) answers.push(await somebody.json(...words));

    expect(answers.map(({ code, error }) => [code, error?.code])).toEqual(
      commands.map(() => [9, 'store-newer']),
    );
    expect(readFileSync(storeOf(somebody), 'utf8')).toBe(newer);
    expect(readdirSync(somebody.stateDir).filter((file) => file.includes('damaged'))).toEqual([]);
    expect(await startsSeen(where.sandbox())).toHaveLength(posts);
  });

  it('but may not be read, is left as it is: exit 9', async ({ skip }) => {
    if (process.geteuid?.() !== 0) skip('only root can run as somebody else');
    const somebody = await newPerson();
    await somebody.json('backup', nextService());
    const account = '65534';
    const all = readdirSync(somebody.folder, { recursive: true }).map((name) =>
      join(somebody.folder, String(name)),
    );
    for (const path of [somebody.folder, ...all]) chownSync(path, Number(account), Number(account));
    chownSync(storeOf(somebody), 0, 0);
    chmodSync(storeOf(somebody), 0o600);
    // What the account needs of others.
    const ca = join(somebody.folder, 'ca.pem');
    cpSync(where.sandbox().caFile, ca);
    chmodSync(ca, 0o644);
    somebody.configure((config) => {
      config.cloud.caFile = ca;
    });
    chownSync(somebody.configFile, Number(account), Number(account));
    const before = readFileSync(storeOf(somebody));

    const ends = [];
    for (const line of ['status', `backup ${nextService()}`, 'follow']) {
      ends.push(await runProcess(somebody, { line }, { RUN_AS: account }));
    }

    expect(
      ends.map(({ exit, answer }) => [exit, answer?.ok === false && answer.error.code]),
    ).toEqual(ends.map(() => [9, 'store-unreadable']));
    expect(readFileSync(storeOf(somebody))).toEqual(before);
  });

  it('but on a full disk, stays as it was: exit 9, and nothing was sent', async ({ skip }) => {
    const somebody = await newPerson();
    const [one, two] = [nextService(), nextService()];
    mkdirSync(somebody.stateDir, { recursive: true });
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400k', 'tmpfs', somebody.stateDir], {
        stdio: 'ignore',
      });
    } catch {
      return skip('no file system may be mounted here');
    }
    try {
      chmodSync(somebody.stateDir, 0o700);
      const stop = { step: 'answered', signal: 'SIGSTOP' as const };
      const running = startProcess(somebody, { line: `backup ${one}`, stop });
      await running.said('"answered"');
      const filler = join(somebody.stateDir, 'filler');
      try {
        writeFileSync(filler, Buffer.alloc(1024 * 1024));
      } catch {
        // That is what it is for.
      }
      const before = readFileSync(storeOf(somebody));

      const refused = await runProcess(somebody, { line: `backup ${two}` });
      running.resume();
      const cut = await running.done;
      const after = readFileSync(storeOf(somebody));
      rmSync(filler);
      const followed = await runProcess(somebody, { line: 'follow', rate: 60, since: Date.now() });

      expect([refused.exit, cut.exit]).toEqual([9, 9]);
      expect(after).toEqual(before);
      expect(followed.exit).toBe(0);
      expect((await operationOf(somebody, one)).status).toBe('succeeded');
      const posts = (await startsSeen(where.sandbox())).filter(
        ({ path }) => path.includes(`/${one}/`) || path.includes(`/${two}/`),
      );
      expect(posts).toHaveLength(1);
    } finally {
      execFileSync('umount', ['-l', somebody.stateDir]);
    }
  });
});
