import type { ApprovalRules, Person } from '../../../../packages/core/src/domain/approval.ts';
import type { Requester } from '../../../../packages/core/src/domain/operation.ts';
import type { Azure } from '../../../../packages/core/src/ports/azure.ts';
import { fakePorts, numberedIds, sampleProcess } from '../../../../packages/core/src/testing.ts';
import { startBackup } from '../../../../packages/core/src/workflows/back-up.ts';
import { follow } from '../../../../packages/core/src/workflows/follow.ts';
import { type Company, company, plannedBackup, runThrough } from '../world.ts';

/** ana asks, raj and ana may decide, eve is mapped and may not, mallory is nobody. */
export const people: readonly Person[] = [
  { name: 'ana', azure: '44444444-4444-4444-8444-444444444444', slack: 'U0ANA' },
  { name: 'raj', azure: '55555555-5555-4555-8555-555555555555', slack: 'U0RAJ' },
  { name: 'zoe', azure: '66666666-6666-4666-8666-666666666666', slack: 'U0ZOE' },
  { name: 'eve', azure: '77777777-7777-4777-8777-777777777777', slack: null },
];

/** Restores in production want a second person, for a day. */
export const rules: ApprovalRules = {
  environments: { restore: ['production'] },
  by: ['ana', 'raj', 'zoe'],
  lastMs: 24 * 60 * 60_000,
};

const { signal } = new AbortController();

/** The company whose restores in production want a second person, with a backup of contoso-prod. */
export async function carefulCompany(
  changes: Partial<ApprovalRules> = {},
): Promise<{ one: Company; backup: string }> {
  const plain = company();
  const configuration = {
    ...plain.work.configuration,
    people: [...people],
    approvals: { ...rules, ...changes },
    webhooks: [
      { url: 'https://hooks.contoso.example/all', secretVariable: null, events: null },
      {
        url: 'https://hooks.contoso.example/failures',
        secretVariable: null,
        events: ['failure' as const],
      },
    ],
  };
  const one: Company = { ...plain, work: { ...plain.work, configuration } };
  // Before there were rules.
  const started = await startBackup(plain.work, await plannedBackup(plain), signal);
  const ended = await runThrough(
    one,
    follow(one.work, started.id, { signal, onChange: () => undefined }),
  );
  return { one, backup: ended.backup ?? '' };
}

let processes = 0;

/** The company through somebody's own process: by the command line, or by Slack, whose sign-in is the bot's. */
export function asSomebody(one: Company, name: string, door: 'cli' | 'slack' = 'cli'): Company {
  processes += 1;
  const person = people.find((each) => each.name === name);
  const requester: Requester = {
    who: name,
    host: door === 'cli' ? `${name}s-laptop` : 'bot',
    door,
    ...(door === 'slack' ? { slack: person?.slack ?? `U0${name.toUpperCase()}` } : {}),
  };
  const bot = '99999999-9999-4999-8999-999999999999';
  const objectId =
    door === 'slack' ? bot : (person?.azure ?? '88888888-8888-4888-8888-888888888888');
  const azure = (signIn: string): Azure => {
    const whole = one.azure.azure(signIn);
    const identity = async () => ({ ...(await whole.session.identity()), who: name, objectId });
    return { ...whole, session: { ...whole.session, identity } };
  };
  const id = `process-of-${name}-${processes}`;
  const process = sampleProcess({ id, pid: 5_000 + processes, who: name, requester });
  const { clock, memory, audit, processes: known } = one.work.ports;
  const ports = fakePorts({
    clock,
    memory,
    audit,
    azure,
    thisProcess: process,
    processes: known,
    ids: numberedIds(10_000 * processes),
  });
  return { ...one, work: { ...one.work, ports } };
}
