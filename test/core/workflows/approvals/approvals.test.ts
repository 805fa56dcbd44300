import { describe, expect, it } from 'vitest';
import type { Report } from '../../../../packages/core/src/commands/report.ts';
import type { Approval } from '../../../../packages/core/src/domain/approval.ts';
import { LifeboatError } from '../../../../packages/core/src/domain/error.ts';
import { lifeboatOf, recordingDoor, runLine } from '../../commands/run-line.ts';
import type { Company } from '../world.ts';
import { runThrough } from '../world.ts';
import { asSomebody, carefulCompany, rules } from './people.ts';

const hour = 60 * 60_000;
const line = 'restore contoso-dr --from latest:contoso-prod --confirm contoso-dr';

/** Types a line as somebody would, and lets time pass until it is answered. */
function type(one: Company, text: string): Promise<Report> {
  return runThrough(
    one,
    runLine(lifeboatOf(one), text).catch((error) => ({ data: {}, blocks: [], error })),
  );
}

async function requests(one: Company): Promise<readonly Approval[]> {
  return (await one.work.ports.store.read()).all('approval');
}

/** The company in which ana asked for a restore; the request's id, and everybody's own process. */
async function asked(text = line) {
  const { one } = await carefulCompany();
  const ana = asSomebody(one, 'ana');
  const report = await type(ana, text);
  const [request] = await requests(one);
  if (request === undefined) throw new Error(report.error?.message ?? 'nothing was asked');
  return { one, ana, report, id: request.id, by: (name: string) => asSomebody(one, name) };
}

function restores(one: Company): number {
  return one.azure.runs().filter(({ kind }) => kind === 'restore').length;
}

function events(one: Company, event: string) {
  return one.work.ports.audit.entries.filter((entry) => entry.event === event);
}

describe('a restore that wants a second person', () => {
  it('is not started, and says who may decide and how it goes on', async () => {
    const { one, report, id } = await asked();

    expect(report.error).toMatchObject({
      code: 'approval-required',
      message: expect.stringContaining(`The request is ${id}: raj, zoe may decide`),
      hint: expect.stringContaining(`apim approve ${id}`),
    });
    expect(report.data).toMatchObject({
      plans: [{ approval: { by: ['raj', 'zoe'], request: { id, state: 'open' } } }],
      approval: { id, state: 'open', askedBy: { person: 'ana' } },
    });
    expect(restores(one)).toBe(0);
    expect(events(one, 'approval')).toMatchObject([
      { who: 'ana', record: { planHash: expect.stringMatching(/^[0-9a-f]{64}$/), id } },
    ]);
  });

  it('is not asked for by somebody whom nobody knows: it might be the one who decides', async () => {
    const { one } = await carefulCompany();
    const ana = asSomebody(one, 'ana');
    one.azure.script('session.identity', () => {
      throw new LifeboatError('not-signed-in', 'The sign-in has ended.', { hint: 'az login' });
    });

    expect((await type(ana, line)).error).toMatchObject({
      code: 'not-signed-in',
      hint: 'az login',
    });
    expect(await requests(one)).toEqual([]);
    expect(restores(one)).toBe(0);
  });

  it('is asked for once, however often the line is typed, also by two processes at once', async () => {
    const { one, ana } = await asked();

    await Promise.all([type(ana, line), type(asSomebody(one, 'ana'), line)]);

    expect(await requests(one)).toHaveLength(1);
    const notices = (await one.work.ports.store.read()).all('notice');
    expect(notices.filter(({ event }) => event === 'approval')).toHaveLength(1);
  });

  it('is carried out by the same line once somebody else approved, and then no more', async () => {
    const { one, ana, id, by } = await asked();

    expect((await type(by('raj'), `approve ${id}`)).error).toBeNull();
    const done = await type(ana, line);
    const [used] = await requests(one);

    expect(done.error).toBeNull();
    expect(restores(one)).toBe(1);
    expect(used).toMatchObject({ status: 'used', decision: { by: { person: 'raj' } } });
    const operation = (await one.work.ports.store.read()).get('operation', used?.operation ?? '');
    expect(operation).toMatchObject({ kind: 'restore', approval: id, planHash: used?.planHash });

    expect((await type(ana, line)).error?.code).toBe('approval-required');
    expect(restores(one)).toBe(1);
    expect(await requests(one)).toHaveLength(2);
  });

  it('is carried out by the line that the request names', async () => {
    const { one, ana, id, by } = await asked(
      'restore contoso-dr --from latest:contoso-prod --no-safety-backup --reason "it\'s \\"empty\\" $now"',
    );
    await type(by('raj'), `approve ${id}`);
    const [request] = await requests(one);
    const words = request?.line.replace('apim ', '') ?? '';

    expect((await type(ana, `${words} --confirm contoso-dr`)).error).toBeNull();
    expect(restores(one)).toBe(1);
  });

  it('is carried out by the one who asked through another door, whom the hash knows', async () => {
    const { one, id, by } = await asked();
    await type(by('raj'), `approve ${id}`);

    expect((await type(asSomebody(one, 'ana', 'slack'), line)).error).toBeNull();
    expect(restores(one)).toBe(1);
  });

  it('is not carried out by anybody else', async () => {
    const { one, id, by } = await asked();
    await type(by('raj'), `approve ${id}`);

    expect((await type(by('zoe'), line)).error?.code).toBe('approval-required');
    expect(restores(one)).toBe(0);
  });

  it('is free in an environment without a rule', async () => {
    const { one } = await carefulCompany({ environments: { restore: ['test'] } });

    expect((await type(asSomebody(one, 'ana'), line)).error).toBeNull();
    expect(await requests(one)).toEqual([]);
  });

  it('shows in its plan who is wanted and how the request stands', async () => {
    const { ana, id, by } = await asked();
    const plan = `${line} --plan`;
    const approvalOf = async () => {
      const { data } = await type(ana, plan);
      return (data.plans as { approval: unknown }[])[0]?.approval;
    };

    expect(await approvalOf()).toMatchObject({
      by: ['raj', 'zoe'],
      request: { id, state: 'open' },
    });
    await type(by('raj'), `approve ${id}`);
    expect(await approvalOf()).toMatchObject({ request: { id, state: 'approved' } });
  });
});

describe('a decision', () => {
  it.each(['cli', 'slack'] as const)(
    'is refused of the one who asked, through %s',
    async (door) => {
      const { one, id } = await asked();
      const report = await type(asSomebody(one, 'ana', door), `approve ${id}`);

      expect(report.error).toMatchObject({
        code: 'not-allowed',
        message: expect.stringContaining('through any door'),
      });
      expect((await requests(one))[0]?.status).toBe('open');
      expect(events(one, 'refusal').at(-1)).toMatchObject({ why: 'not-allowed' });
    },
  );

  it('is refused of somebody who is not mapped, in every door', async () => {
    const { one, id } = await asked();

    for (const door of ['cli', 'slack'] as const) {
      const { error } = await type(asSomebody(one, 'mallory', door), `approve ${id}`);
      expect(error).toMatchObject({
        code: 'not-allowed',
        hint: expect.stringContaining('people:'),
      });
    }
    expect((await requests(one))[0]?.status).toBe('open');
  });

  it('is refused of a person who is not named as one who may', async () => {
    const { id, by } = await asked();

    expect((await type(by('eve'), `approve ${id}`)).error).toMatchObject({
      code: 'not-allowed',
      message: expect.stringContaining('eve is not among those'),
    });
  });

  it('is refused where nobody is signed in, with the way to do it', async () => {
    const { one, id, by } = await asked();
    one.azure.script('session.identity', () => {
      throw new LifeboatError('not-signed-in', 'The sign-in has ended.');
    });

    expect((await type(by('raj'), `approve ${id}`)).error?.code).toBe('not-signed-in');
    expect((await requests(one))[0]?.status).toBe('open');
  });

  it('is made by one of two people at once; the other one hears who it was', async () => {
    const { one, id, by } = await asked();
    const both = await Promise.all([
      type(by('raj'), `approve ${id}`),
      type(by('zoe'), `reject ${id} --reason "not now"`),
    ]);
    const errors = both.map(({ error }) => error);
    const [request] = await requests(one);
    const winner = request?.decision?.by.person ?? '';

    expect(errors.filter((error) => error === null)).toHaveLength(1);
    expect(errors.find((error) => error !== null)).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(winner),
      data: { decidedBy: winner },
    });
    expect(events(one, 'decision')).toMatchObject([
      { who: winner, record: { planHash: request?.planHash } },
    ]);
  });

  it('is refused after the end of the request, and so is carrying it out', async () => {
    const { one, ana, id, by } = await asked();
    await one.work.ports.clock.advance(rules.lastMs);

    expect((await type(by('raj'), `approve ${id}`)).error).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('came to its end'),
    });
    expect((await type(ana, line)).error?.code).toBe('approval-required');
  });

  it('comes to its own end when it is not used', async () => {
    const { one, ana, id, by } = await asked();
    await one.work.ports.clock.advance(rules.lastMs - hour);
    await type(by('raj'), `approve ${id}`);
    await one.work.ports.clock.advance(hour);

    expect((await type(ana, line)).error?.code).toBe('approval-required');
    expect(restores(one)).toBe(0);
  });

  it('is for one plan: another backup, way in or safety choice wants another one', async () => {
    const { one, ana, id, by } = await asked();
    await type(by('raj'), `approve ${id}`);

    for (const other of [
      `${line} --no-safety-backup --reason hurry`,
      `${line} --access access-key`,
      `${line} --cross-environment`,
    ])
      expect((await type(ana, other)).error?.code).toBe('approval-required');
    await type(one, 'backup contoso-prod');
    expect((await type(ana, line)).error?.code).toBe('approval-required');
    expect(restores(one)).toBe(0);
  });

  it('is refused for a plan that changed since, such as by a blob that was written again', async () => {
    const { one, ana, id, by } = await asked();
    const [backup] = (await one.work.ports.store.read()).all('backup');
    one.azure.putBlob({ account: 'stcontosodr', container: 'apim-backups' }, backup?.name ?? '', {
      text: 'something else',
      etag: 'another',
    });

    const { error } = await type(by('raj'), `approve ${id}`);
    expect(['conflict', 'not-confirmed']).toContain(error?.code);
    expect((await requests(one))[0]?.status).toBe('open');
    expect((await type(ana, line)).error?.code).toBe('approval-required');
    expect(restores(one)).toBe(0);
  });

  it('shows what got worse since it was asked, and is only taken with that agreed to', async () => {
    const { one, id, by } = await asked();
    one.azure.putService(one.dr.resourceId, { tier: 'Developer' });

    const stopped = await type(by('raj'), `approve ${id}`);
    expect(stopped.error).toMatchObject({
      code: 'not-confirmed',
      message: expect.stringContaining('same-tier: the backup is of Premium'),
    });
    expect((await requests(one))[0]?.status).toBe('open');

    const agreed = await type(by('raj'), `approve ${id} --although-worse`);
    expect(agreed.error).toBeNull();
  });

  it('is made by somebody who may only read: it is carried out with the rights of the one who asked', async () => {
    const { one, ana, id, by } = await asked();
    const own = one.azure.world.permissions.splice(0, 1, { actions: ['*/read'], notActions: [] });
    expect((await type(by('raj'), `approve ${id}`)).error).toBeNull();

    expect((await type(ana, line)).error?.code).toBe('not-allowed');
    one.azure.world.permissions.splice(0, 1, ...own);
    expect((await type(ana, line)).error).toBeNull();
    expect(restores(one)).toBe(1);
  });

  it('asks about what got worse where somebody can be asked', async () => {
    const { one, id, by } = await asked();
    one.azure.putService(one.dr.resourceId, { tier: 'Developer' });
    const raj = by('raj');
    const questions: string[] = [];
    const answering = (answer: string) => ({
      ...recordingDoor(),
      ask: async ({ text }: { text: string }) => {
        questions.push(text);
        return answer;
      },
    });
    const approve = (answer: string) =>
      runThrough(raj, runLine(lifeboatOf(raj), `approve ${id}`, { door: answering(answer) }));

    expect((await approve('no')).error?.code).toBe('not-confirmed');
    expect((await approve('yes')).error).toBeNull();
    expect(questions).toHaveLength(2);
  });

  it('may be made blind in an outage, and says so', async () => {
    const { one, id, by } = await asked();
    const mend = one.azure.refuse('apiManagement.get', 'no-network');
    const door = recordingDoor();
    const raj = by('raj');

    const report = await runLine(lifeboatOf(raj), `approve ${id}`, { door });
    mend();

    expect(report.error).toBeNull();
    expect(JSON.stringify(door.said)).toContain('could not be run again');
  });

  it('to reject wants a reason, and the next request tells of it', async () => {
    const { ana, id, by } = await asked();
    expect((await type(by('raj'), `reject ${id}`)).error?.code).toBe('usage');
    expect(
      (await type(by('raj'), `reject ${id} --reason "wait for the release"`)).error,
    ).toBeNull();

    expect((await type(ana, line)).error?.message).toContain(
      `raj rejected the same before (${id}): wait for the release.`,
    );
  });

  it('of no request names the nearest one', async () => {
    const { id, by } = await asked();

    expect((await type(by('raj'), `approve ${id.slice(0, -1)}x`)).error).toMatchObject({
      code: 'approval-not-found',
    });
  });

  it('answers the notice of the request, and tells the one who asked', async () => {
    const { one, id, by } = await asked();
    await type(by('raj'), `approve ${id}`);
    const all = (await one.work.ports.store.read()).all('notice');
    const notices = all.filter(({ event }) => event === 'approval');

    expect(notices.map(({ title, answeredAt }) => [title, answeredAt !== null])).toEqual([
      [`contoso-dr: ana asks for a second person for a restore (${id})`, true],
      [`contoso-dr: raj approved the restore (${id})`, false],
    ]);
  });
});

describe('the list of requests', () => {
  it('has those that wait; with --all also the others', async () => {
    const { ana, id, by } = await asked();
    const ids = async (text: string) =>
      ((await type(ana, text)).data.approvals as { id: string }[]).map((each) => each.id);

    expect(await ids('approvals')).toEqual([id]);
    await type(by('raj'), `approve ${id}`);
    expect(await ids('approvals')).toEqual([]);
    expect(await ids('approvals --all')).toEqual([id]);
  });
});

describe('status', () => {
  it('lists the requests that wait under what needs a person, until they are decided or ended', async () => {
    const { one, ana, id, by } = await asked();
    const words = async (text: string) => JSON.stringify((await type(ana, text)).blocks);
    const listed = async (text = 'status') =>
      ((await type(ana, text)).data.approvals as { id: string }[]).map((each) => each.id);

    expect(await words('status')).toContain(
      `contoso-dr: ana asks for a second person for a restore, until 24 Nov`,
    );
    expect(await words('status')).toContain(`\`apim approve ${id}\``);
    expect(await words('status')).not.toContain('nobody is needed');
    expect(await listed()).toEqual([id]);
    expect(await listed('status contoso-prod')).toEqual([]);

    await one.work.ports.clock.advance(rules.lastMs);
    expect(await listed()).toEqual([]);
    expect(await words('status')).not.toContain(id);

    await type(ana, line);
    const [open = ''] = await listed();
    await type(by('raj'), `approve ${open}`);
    expect(await listed()).toEqual([]);
  });
});

describe('a broken glass', () => {
  const broken = `${line} --break-glass --reason "region is down"`;

  it('goes on without a second person, and everybody hears of it', async () => {
    const { one, ana } = await asked();
    const report = await type(ana, broken);
    const notices = (await one.work.ports.store.read()).all('notice');
    const loud = notices.find(({ severity }) => severity === 'critical');

    expect(report.error).toBeNull();
    expect(restores(one)).toBe(1);
    expect(loud).toMatchObject({
      event: 'approval',
      title: 'contoso-dr: ana broke the glass for a restore',
    });
    expect(loud?.deliveries).toHaveLength(2);
    expect(events(one, 'break-glass')).toMatchObject([
      {
        who: 'ana',
        why: 'region is down',
        record: { planHash: expect.stringMatching(/^\w{64}$/) },
      },
    ]);
  });

  it('wants a reason, and still wants the name', async () => {
    const { one, ana } = await asked();

    expect((await type(ana, `${line} --break-glass`)).error?.code).toBe('usage');
    const unconfirmed = broken.replace('--confirm contoso-dr ', '');
    expect((await type(ana, unconfirmed)).error?.code).toBe('not-confirmed');
    expect(restores(one)).toBe(0);
    expect(events(one, 'break-glass')).toEqual([]);
  });

  it('stays whole where an approval lets it go on', async () => {
    const { one, ana, id, by } = await asked();
    await type(by('raj'), `approve ${id}`);

    expect((await type(ana, broken)).error).toBeNull();
    expect(events(one, 'break-glass')).toEqual([]);
    expect((await requests(one))[0]?.status).toBe('used');
  });
});

describe('a manual backup under a rule', () => {
  it('wants a second person too, whatever time is in its name', async () => {
    const { one } = await carefulCompany({ environments: { backup: ['production'] } });
    const ana = asSomebody(one, 'ana');
    const before = one.azure.runs().length;
    expect((await type(ana, 'backup contoso-prod')).error?.code).toBe('approval-required');
    const [request] = await requests(one);
    await one.work.ports.clock.advance(hour);

    await type(asSomebody(one, 'raj'), `approve ${request?.id}`);

    expect((await type(ana, 'backup contoso-prod')).error).toBeNull();
    expect(one.azure.runs()).toHaveLength(before + 1);
    expect((await requests(one))[0]).toMatchObject({ status: 'used' });
  });

  it('is not one that a restore makes for safety', async () => {
    const { one } = await carefulCompany({ environments: { backup: ['production'] } });

    expect((await type(asSomebody(one, 'ana'), line)).error).toBeNull();
    expect(await requests(one)).toEqual([]);
  });
});
