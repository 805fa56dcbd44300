import { describe, expect, it } from 'vitest';
import { LifeboatError } from '../../../packages/core/src/domain/error.ts';
import { company } from '../workflows/world.ts';
import { lifeboatOf, recordingDoor, runLine } from './run-line.ts';

const gone = new LifeboatError('not-signed-in', 'nobody is signed in', { hint: '`az login`' });

/** The company with a second sign-in. */
function twoSignIns() {
  const one = company();
  const { default: first } = one.work.configuration.signIns;
  if (first === undefined) throw new Error('no default sign-in');
  const signIns = { default: first, other: { ...first, name: 'other' } };
  return {
    one,
    lifeboat: lifeboatOf(one, { configuration: { ...one.work.configuration, signIns } }),
  };
}

describe('whoami', () => {
  it('says of every sign-in who, in which tenant, until when', async () => {
    const { one, lifeboat } = twoSignIns();

    const report = await runLine(lifeboat, 'whoami');

    expect(report.error).toBeNull();
    expect(report.data.signIns).toMatchObject([
      {
        name: 'default',
        who: expect.any(String),
        expiresAt: expect.stringMatching(/Z$/),
        error: null,
      },
      { name: 'other', error: null },
    ]);
    expect(one.azure.calls('session.identity').map((call) => call.signIn)).toEqual([
      'default',
      'other',
    ]);
  });

  it('is partial when some sign-ins work, and shows those that do', async () => {
    const { one, lifeboat } = twoSignIns();
    one.azure.script('session.identity', () => {
      throw gone;
    });

    const report = await runLine(lifeboat, 'whoami');

    expect(report.error).toMatchObject({ code: 'partial', hint: '`az login`' });
    expect(report.data.signIns).toMatchObject([
      { error: { code: 'not-signed-in' } },
      { error: null },
    ]);
  });

  it('says of each of several why it does not work, and what helps, once', async () => {
    const { one, lifeboat } = twoSignIns();
    for (const name of ['default', 'other']) {
      one.azure.script('session.identity', () => {
        throw new LifeboatError('not-signed-in', `Nobody is ${name}`, { hint: `sign in ${name}` });
      });
    }

    const { blocks, error } = await runLine(lifeboat, 'whoami');

    expect(error).toMatchObject({ message: 'Nobody is default', hint: 'sign in default' });
    expect(blocks.slice(1)).toEqual([
      { kind: 'sentence', tone: 'bad', text: 'other: Nobody is other. sign in other' },
    ]);
    expect(JSON.stringify(blocks)).not.toContain('sign in default');
  });

  it('answers with the error itself when the only sign-in does not work', async () => {
    const one = company();
    one.azure.script('session.identity', () => {
      throw gone;
    });

    const report = await runLine(lifeboatOf(one), 'whoami');

    expect(report.error).toBe(gone);
  });

  it('names the nearest sign-in for one that is not configured', async () => {
    const { lifeboat } = twoSignIns();

    await expect(runLine(lifeboat, 'whoami othr')).rejects.toMatchObject({
      code: 'usage',
      hint: 'Did you mean `other`?',
    });
  });
});

describe('login', () => {
  it('shows the person what to do, says who it is, and writes it down', async () => {
    const one = company();
    const door = recordingDoor();
    const { ports } = one.work;
    const azure = ports.azure('default');
    const step = { kind: 'browser', url: 'https://login.example/', pasteBack: null } as const;
    const session = {
      ...azure.session,
      login: async (prompt: (shown: typeof step) => void) => {
        prompt(step);
        return azure.session.identity();
      },
    };
    const asking = { ...ports, azure: () => ({ ...azure, session }) };

    const report = await runLine(lifeboatOf(one, { ports: asking }), 'login', { door });

    expect(door.signIns).toEqual([step]);
    expect(report.data.signIn).toMatchObject({ name: 'default', who: expect.any(String) });
    expect(one.work.ports.audit.entries).toMatchObject([
      { event: 'sign-in', subject: 'default', who: 'ana', host: 'laptop', door: 'cli' },
    ]);
  });

  it('writes nothing down when nobody signed in', async () => {
    const one = company();
    one.azure.script('session.login', () => {
      throw gone;
    });

    await expect(runLine(lifeboatOf(one), 'login')).rejects.toBe(gone);

    expect(one.work.ports.audit.entries).toEqual([]);
  });
});

describe('logout', () => {
  it('forgets the tokens of the named sign-in and writes it down', async () => {
    const { one, lifeboat } = twoSignIns();

    const report = await runLine(lifeboat, 'logout other');

    expect(report.data).toEqual({ signIn: 'other', forgotten: true });
    expect(one.azure.calls('session.logout').map((call) => call.signIn)).toEqual(['other']);
    expect(one.work.ports.audit.entries).toMatchObject([{ event: 'sign-in', subject: 'other' }]);
  });

  it('says so when there was nothing to forget', async () => {
    const one = company();
    one.azure.script('session.logout', () => false);

    const report = await runLine(lifeboatOf(one), 'logout');

    expect(report.data).toEqual({ signIn: 'default', forgotten: false });
    expect(report.error).toBeNull();
    expect(one.work.ports.audit.entries).toEqual([]);
  });
});
