import { describe, expect, it } from 'vitest';
import type { Report } from '../../../../packages/core/src/commands/report.ts';
import type { Approval } from '../../../../packages/core/src/domain/approval.ts';
import { lifeboatOf, runLine } from '../../commands/run-line.ts';
import { dayMs, hourMs } from '../../domain/build-records.ts';
import { type Company, runThrough } from '../world.ts';
import { asSomebody, carefulCompany } from './people.ts';

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

function events(one: Company, event: string) {
  return one.work.ports.audit.entries.filter((entry) => entry.event === event);
}

describe('an undelete that wants a second person', () => {
  const sent = (one: Company): number => one.azure.calls('apiManagement.undelete').length;

  async function deleted() {
    const { one } = await carefulCompany({ environments: { undelete: ['production'] } });
    one.azure.deleteService(one.prod.resourceId);
    return { one, ana: asSomebody(one, 'ana'), raj: asSomebody(one, 'raj') };
  }

  it('is not sent, and gives the request and the line that goes on', async () => {
    const { one, ana } = await deleted();
    const report = await type(ana, 'undelete contoso-prod --reason "it\'s gone"');
    const [request] = await requests(one);

    expect(report.error).toMatchObject({
      code: 'approval-required',
      message: expect.stringContaining(`The request is ${request?.id}: raj, zoe may decide`),
      hint: expect.stringContaining(`apim approve ${request?.id}`),
    });
    expect(report.data).toMatchObject({
      approval: { id: request?.id, kind: 'undelete', state: 'open', reason: "it's gone" },
    });
    expect(request?.line).toBe('apim undelete contoso-prod --reason "it\'s gone"');
    expect(request?.summary[0]).toContain('This brings contoso-prod, deleted');
    expect(events(one, 'refusal')).toMatchObject([{ subject: 'contoso-prod', who: 'ana' }]);
    expect(sent(one)).toBe(0);
  });

  it('is sent once after somebody else approved', async () => {
    const { one, ana, raj } = await deleted();
    await type(ana, 'undelete contoso-prod');
    const [request] = await requests(one);
    expect((await type(raj, 'undelete contoso-prod')).error?.code).toBe('approval-required');
    expect((await type(raj, `approve ${request?.id}`)).error).toBeNull();

    expect((await type(ana, 'undelete contoso-prod')).error).toBeNull();
    expect(sent(one)).toBe(1);

    one.azure.deleteService(one.prod.resourceId);
    expect((await type(ana, 'undelete contoso-prod')).error?.code).toBe('approval-required');
    expect(sent(one)).toBe(1);
  });

  it('breaks the glass for a reason only, and everybody hears of it', async () => {
    const { one, ana } = await deleted();
    expect((await type(ana, 'undelete contoso-prod --break-glass')).error?.code).toBe('usage');
    expect(sent(one)).toBe(0);

    const broken = 'undelete contoso-prod --break-glass --reason "clients are down"';
    expect((await type(ana, broken)).error).toBeNull();
    expect(sent(one)).toBe(1);
    expect(events(one, 'break-glass')).toMatchObject([{ who: 'ana', why: 'clients are down' }]);
    const notices = (await one.work.ports.store.read()).all('notice');
    expect(notices.filter(({ severity }) => severity === 'critical')).toMatchObject([
      { event: 'approval', title: 'contoso-prod: ana broke the glass for an undelete' },
    ]);
  });

  it('wants nobody where it only watches what is under way', async () => {
    const { one, ana } = await deleted();
    await type(ana, 'services');
    one.azure.putService(one.prod.resourceId);

    expect((await type(ana, 'undelete contoso-prod')).error).toBeNull();
    expect(await requests(one)).toEqual([]);
  });
});

describe('a prune that wants second persons', () => {
  const removed = (one: Company) =>
    one.azure.calls('blobs.remove').filter(({ about }) => !about.endsWith('.json'));

  /** Both services with a backup that goes and one that stays, and contoso-prod under the rule. */
  async function full(environments: string[] = ['production']) {
    const careful = await carefulCompany({ environments: { prune: environments } });
    const { configuration } = careful.one.work;
    const services = configuration.services.map((each) => ({ ...each, keepMs: 7 * dayMs }));
    const work = { ...careful.one.work, configuration: { ...configuration, services } };
    const one: Company = { ...careful.one, work };
    const ana = asSomebody(one, 'ana');
    await type(ana, 'backup contoso-dr');
    await one.work.ports.clock.advance(8 * dayMs);
    await type(ana, 'backup --all');
    return { one, ana, raj: asSomebody(one, 'raj') };
  }

  it('deletes nothing of anything before every service of it is approved', async () => {
    const { one, ana, raj } = await full();
    const report = await type(ana, 'prune --yes --reason "the account is full"');
    const [first, second] = await requests(one);

    expect(report.error).toMatchObject({
      code: 'approval-required',
      hint: `They type apim approve ${first?.id}, apim approve ${second?.id}. Then type the same line again.`,
    });
    expect(report.data).toMatchObject({
      approvals: [{ kind: 'prune' }, { kind: 'prune' }],
      backups: expect.any(Array),
      deleted: [],
    });
    expect([first?.line, second?.line].toSorted()).toEqual([
      'apim prune contoso-dr --yes --reason "the account is full"',
      'apim prune contoso-prod --yes --reason "the account is full"',
    ]);

    await type(raj, `approve ${first?.id}`);
    expect((await type(ana, 'prune --yes')).error?.code).toBe('approval-required');
    expect(removed(one)).toEqual([]);
    expect((await requests(one)).map(({ status }) => status)).toEqual(['approved', 'open']);
  });

  it('deletes what was approved, and the approvals are used', async () => {
    const { one, ana, raj } = await full();
    await type(ana, 'prune --yes');
    for (const { id } of await requests(one)) await type(raj, `approve ${id}`);

    const done = await type(ana, 'prune --yes');
    expect(done.error).toBeNull();
    expect(removed(one)).toHaveLength(2);
    expect((await requests(one)).map(({ status }) => status)).toEqual(['used', 'used']);
  });

  it('is carried out service by service with the lines of the requests', async () => {
    const { one, ana, raj } = await full();
    await type(ana, 'prune --yes');
    const request = (await requests(one)).find(({ label }) => label === 'contoso-prod');
    await type(raj, `approve ${request?.id}`);

    expect((await type(ana, request?.line.replace('apim ', '') ?? '')).error).toBeNull();
    expect(removed(one)).toHaveLength(1);
  });

  it('asks again when more would go by then', async () => {
    const { one, ana, raj } = await full();
    await type(ana, 'backup contoso-prod');
    await one.work.ports.clock.advance(7 * dayMs - hourMs);
    await type(ana, 'prune contoso-prod --yes');
    const [request] = await requests(one);
    await type(raj, `approve ${request?.id}`);
    await one.work.ports.clock.advance(2 * hourMs);

    expect((await type(ana, 'prune contoso-prod --yes')).error?.code).toBe('approval-required');
    expect(removed(one)).toEqual([]);
    expect((await requests(one)).map(({ summary }) => summary.length)).toEqual([2, 3]);
  });

  it('wants nobody where no rule does, or nothing is to be deleted', async () => {
    const { one, ana } = await full(['test']);
    expect((await type(ana, 'prune --yes')).error).toBeNull();
    expect(removed(one)).toHaveLength(2);
    expect(await requests(one)).toEqual([]);

    const two = await full();
    expect((await type(two.ana, 'prune')).error).toBeNull();
    expect(await requests(two.one)).toEqual([]);
  });

  it('names the service in the line that deletes what was shown', async () => {
    const { ana } = await full(['test']);

    expect((await type(ana, 'prune contoso-dr')).blocks).toContainEqual({
      kind: 'command',
      line: 'apim prune contoso-dr --yes',
    });
  });
});
