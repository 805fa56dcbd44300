import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../../packages/core/src/domain/audit.ts';
import { fakePorts } from '../../../../packages/core/src/testing.ts';
import { lifeboatOf, runLine } from '../../commands/run-line.ts';
import type { Company } from '../world.ts';
import { runThrough } from '../world.ts';
import { asSomebody, carefulCompany } from './people.ts';

const line =
  'restore contoso-dr --from latest:contoso-prod --confirm contoso-dr --no-safety-backup --reason empty';

/** A port that never returns, from its `number`th use on: what a kill looks like from outside. */
function killed(one: Company, at: 'audit' | 'update' | 'start', number: number): Company {
  const { ports } = one.work;
  let uses = 0;
  const gone = async <T>(go: () => Promise<T>): Promise<T> => {
    uses += 1;
    return uses >= number ? new Promise<T>(() => undefined) : go();
  };
  const changes = {
    audit: {
      audit: {
        ...ports.audit,
        append: (entry: AuditEntry) => gone(() => ports.audit.append(entry)),
      },
    },
    update: {
      store: {
        ...ports.store,
        update: <T>(change: Parameters<typeof ports.store.update<T>>[0]) =>
          gone(() => ports.store.update(change)),
      },
    },
    start: {
      azure: (signIn: string) => {
        const whole = ports.azure(signIn);
        const { start } = whole.apiManagement;
        const dead: typeof start = (...words) => gone(() => start(...words));
        return { ...whole, apiManagement: { ...whole.apiManagement, start: dead } };
      },
    },
  }[at];
  return { ...one, work: { ...one.work, ports: fakePorts({ ...ports, ...changes }) } };
}

const places = [
  ...Array.from({ length: 6 }, (_, at) => ['update', at + 1] as const),
  ...Array.from({ length: 3 }, (_, at) => ['audit', at + 1] as const),
  ['start', 1] as const,
];

/** What a killed run left: the request's id, and the request as it was then. */
async function leftBy(at: (typeof places)[number][0], number: number) {
  const { one } = await carefulCompany();
  const ana = asSomebody(one, 'ana');
  await type(ana, line);
  const [request] = (await one.work.ports.store.read()).all('approval');
  const id = request?.id ?? '';
  await type(asSomebody(one, 'raj'), `approve ${id}`);

  const victim = killed(asSomebody(one, 'ana'), at, number);
  runLine(lifeboatOf(victim), line).catch(() => undefined);
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
  const left = await requestOf(one, id);
  one.work.ports.processes.end(victim.work.ports.thisProcess.pid);
  return { one, id, left };
}

function type(who: Company, text: string) {
  return runThrough(
    who,
    runLine(lifeboatOf(who), text).catch((error) => ({ error })),
  );
}

async function requestOf(one: Company, id: string) {
  return (await one.work.ports.store.read()).get('approval', id);
}

function sent(one: Company): string[] {
  return one.azure
    .runs()
    .filter(({ kind }) => kind === 'restore')
    .map(({ clientRequestId }) => clientRequestId);
}

describe('a restore that was approved, killed', () => {
  it.each(places)(
    'at %s %i, is sent at most once for its approval, whatever is typed later',
    async (at, number) => {
      const { one, id, left } = await leftBy(at, number);

      for (let again = 0; again < 3; again += 1) {
        await one.work.ports.clock.advance(30 * 60_000);
        await type(asSomebody(one, 'ana'), line);
      }

      const used = await requestOf(one, id);
      expect(used).toMatchObject({ status: 'used' });
      if (left?.status === 'used') expect(used?.operation).toBe(left.operation);
      const operation = (await one.work.ports.store.read()).get('operation', used?.operation ?? '');
      expect(operation?.approval).toBe(id);
      // Whatever was sent was sent for the one operation that used it.
      expect([[], [used?.operation]]).toContainEqual(sent(one));
    },
  );

  it('between the use of its approval and its POST, is never sent, and wants another approval', async () => {
    // The first line of the trail is the intent's, which the same update wrote that used the approval.
    const { one, id, left } = await leftBy('audit', 1);
    expect(left).toMatchObject({ status: 'used', operation: expect.any(String) });

    const again = await type(asSomebody(one, 'ana'), line);

    expect(again.error).toMatchObject({ code: 'approval-required' });
    expect(sent(one)).toEqual([]);
    const { operation } = (await requestOf(one, id)) ?? {};
    const record = (await one.work.ports.store.read()).get('operation', operation ?? '');
    expect(record?.status).toBe('not-started');
  });
});
