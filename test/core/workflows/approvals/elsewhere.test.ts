import { describe, expect, it } from 'vitest';
import { LifeboatError } from '../../../../packages/core/src/domain/error.ts';
import {
  allowElsewhere,
  type ElsewhereWish,
} from '../../../../packages/core/src/workflows/approvals/ask-elsewhere.ts';
import { decide } from '../../../../packages/core/src/workflows/approvals/decide.ts';
import { whoIs } from '../../../../packages/core/src/workflows/approvals/who-is.ts';
import type { Company } from '../world.ts';
import { asSomebody, carefulCompany } from './people.ts';

function prune(one: Company, changes: Partial<ElsewhereWish> = {}): ElsewhereWish {
  return {
    kind: 'prune',
    service: one.prod,
    blobs: [{ url: 'https://st/apim-backups/old', etag: '1' }],
    summary: ['This deletes one blob.'],
    line: 'apim prune --yes',
    reason: null,
    breakGlass: null,
    ...changes,
  };
}

async function allow(one: Company, wish: ElsewhereWish, id: string) {
  const [grant] = await allowElsewhere(one.work, [wish], id);
  return grant;
}

async function prudent(): Promise<{ one: Company; ana: Company; raj: Company }> {
  const { one } = await carefulCompany({ environments: { prune: ['production'] } });
  return { one, ana: asSomebody(one, 'ana'), raj: asSomebody(one, 'raj') };
}

describe('a prune under a rule', () => {
  it('is allowed once for the very blobs that were approved', async () => {
    const { one, ana, raj } = await prudent();
    await expect(allow(ana, prune(one), 'run-1')).rejects.toMatchObject({
      code: 'approval-required',
    });
    const [request] = (await one.work.ports.store.read()).all('approval');
    const { asker } = await whoIs(raj.work, 'default');
    await decide(raj.work, request?.id ?? '', { verdict: 'approved', by: asker, reason: null });
    const others = prune(one, { blobs: [{ url: 'https://st/apim-backups/young', etag: '2' }] });

    await expect(allow(ana, others, 'run-2')).rejects.toMatchObject({ code: 'approval-required' });
    expect(await allow(ana, prune(one), 'run-3')).toMatchObject({ kind: 'approved' });
    await expect(allow(ana, prune(one), 'run-4')).rejects.toMatchObject({
      code: 'approval-required',
    });
    expect((await one.work.ports.store.read()).get('approval', request?.id ?? '')).toMatchObject({
      status: 'used',
      operation: 'run-3',
    });
  });

  it('is free where no rule wants a second person, such as an undelete here', async () => {
    const { one, ana } = await prudent();

    expect(await allow(ana, prune(one, { kind: 'undelete', blobs: [] }), 'run')).toEqual({
      kind: 'not-needed',
    });
  });

  it('breaks the glass loudly', async () => {
    const { one, ana } = await prudent();
    await allow(ana, prune(one, { breakGlass: 'the account is full' }), 'run');

    const notices = (await one.work.ports.store.read()).all('notice');
    expect(notices.filter(({ severity }) => severity === 'critical')).toMatchObject([
      { event: 'approval', operation: null },
    ]);
    expect(one.work.ports.audit.entries.at(-1)).toMatchObject({
      event: 'break-glass',
      why: 'the account is full',
    });
  });
});

describe('who is here', () => {
  it('is the person of the sign-in, whatever the case of the object id', async () => {
    const { one } = await carefulCompany();

    expect((await whoIs(asSomebody(one, 'raj').work, 'default')).asker).toMatchObject({
      person: 'raj',
      azure: '55555555-5555-4555-8555-555555555555',
      slack: null,
    });
  });

  it('is the Slack user in Slack, whose sign-in is the bot’s', async () => {
    const { one } = await carefulCompany();

    expect((await whoIs(asSomebody(one, 'raj', 'slack').work, 'default')).asker).toMatchObject({
      person: 'raj',
      azure: null,
      slack: 'U0RAJ',
    });
  });

  it('is the person of the default sign-in where a service has one of its own', async () => {
    const { one } = await carefulCompany();
    const raj = asSomebody(one, 'raj');
    const { azure } = raj.work.ports;
    const ports = {
      ...raj.work.ports,
      azure: (signIn: string) => {
        const whole = azure(signIn);
        if (signIn === 'default') return whole;
        const identity = async () => ({
          ...(await whole.session.identity()),
          objectId: '12121212-1212-4212-8212-121212121212',
        });
        return { ...whole, session: { ...whole.session, identity } };
      },
    };

    const { asker, identity } = await whoIs({ ...raj.work, ports }, 'other-tenant');

    expect(asker).toMatchObject({ person: 'raj', azure: '55555555-5555-4555-8555-555555555555' });
    expect(identity?.objectId).toBe('12121212-1212-4212-8212-121212121212');
  });

  it('is nobody where the sign-in does not tell, and says why', async () => {
    const { one } = await carefulCompany();
    one.azure.script('session.identity', () => {
      throw new LifeboatError('not-signed-in', 'The sign-in has ended.');
    });
    const { asker, identity, problem } = await whoIs(asSomebody(one, 'raj').work, 'default');

    expect(asker).toMatchObject({ person: null, azure: null });
    expect(identity).toBeNull();
    expect(problem?.code).toBe('not-signed-in');
  });
});
