import { beforeEach, describe, expect, it } from 'vitest';
import type { AzureFailure } from '../../../packages/core/src/domain/azure-failure.ts';
import type { StartAnswer } from '../../../packages/core/src/ports/azure.ts';
import { notSeen } from '../../../packages/core/src/testing.ts';
import { lookAtService } from '../../../packages/core/src/workflows/look-at-service.ts';
import { type Undeleted, undelete } from '../../../packages/core/src/workflows/undelete.ts';
import { lifeboatOf, recordingDoor, runLine } from '../commands/run-line.ts';
import { type Company, company, runThrough } from './world.ts';

let one: Company;
let said: string[];

beforeEach(() => {
  one = company();
  said = [];
  one.azure.deleteService(one.prod.resourceId);
});

const minute = 60_000;
const sent = (): number => one.azure.calls('apiManagement.undelete').length;

function failure(status: number, code: string): AzureFailure {
  const message = `${code}, says Azure`;
  return { status, code, message, requestId: 'r-1', correlationId: null, details: [] };
}

const tooEarly: StartAnswer = {
  kind: 'rejected',
  azure: failure(400, 'ServiceUndeleteNotPossible'),
};
const lost: StartAnswer = { kind: 'unclear', words: 'the answer was lost', azure: null };
const accepted = (retryAfterMs: number | null): StartAnswer => ({
  kind: 'accepted',
  location: null,
  asyncOperation: null,
  retryAfterMs,
  date: null,
  requestId: null,
  correlationId: null,
});

function bring(
  changes: Partial<Parameters<typeof undelete>[2]> = {},
  company_ = one,
): Promise<Undeleted> {
  const watch = {
    signal: new AbortController().signal,
    reason: null,
    breakGlass: null,
    wait: true,
    say: (text: string) => void said.push(text),
    ...changes,
  };
  return runThrough(company_, undelete(company_.work, company_.prod, watch));
}

async function seen() {
  return (await one.work.ports.store.read()).get('service', one.prod.id);
}

/** Azure takes it, and works on it for so long. */
function takes(ms: number, answer: StartAnswer = accepted(null)): void {
  const { clock } = one.work.ports;
  one.azure.script('apiManagement.undelete', (perform) => {
    perform();
    one.azure.putService(one.prod.resourceId, { provisioningState: 'Activating' });
    void clock
      .sleep(ms)
      .then(() => one.azure.putService(one.prod.resourceId, { provisioningState: 'Succeeded' }));
    return answer;
  });
}

describe('undelete', () => {
  it('brings a deleted service back with all it held, and the store knows it again', async () => {
    takes(10 * minute);
    const done = await bring();

    expect(done).toMatchObject({ end: 'done', sent: true, state: 'Succeeded' });
    expect(sent()).toBe(1);
    expect(one.azure.service(one.prod.resourceId)?.configuration).toBe(
      'configuration of contoso-prod',
    );
    expect(await seen()).toMatchObject({ exists: true, provisioningState: 'Succeeded' });
    expect(await seen()).not.toHaveProperty('purgeAt');
  });

  it('asks once, in the region Azure says it was in, and writes it into the trail', async () => {
    await bring();

    expect(one.azure.calls('apiManagement.undelete')[0]?.arguments[0]).toMatchObject({
      resourceId: one.prod.resourceId,
      region: 'westeurope',
    });
    const trail = one.work.ports.audit.entries.filter(({ event }) => event === 'undelete');
    expect(trail.map(({ what }) => what)).toEqual([
      'asks Azure to undelete contoso-prod',
      'Azure took it',
      'contoso-prod is back: Succeeded',
    ]);
    expect(trail[0]).toMatchObject({ who: 'ana', subject: 'contoso-prod' });
  });

  it('looks as often as Azure wants at first, then every 15 to 60 seconds', async () => {
    takes(10 * minute, accepted(45_000));
    const { clock } = one.work.ports;
    const looks: number[] = [];
    const { get } = one.azure.azure('default').apiManagement;
    one.work.ports.azure = (signIn) => {
      const azure = one.azure.azure(signIn);
      const watched = (id: string) => {
        looks.push(clock.monotonic());
        return get(id);
      };
      return { ...azure, apiManagement: { ...azure.apiManagement, get: watched } };
    };
    await bring();
    const gaps = looks.slice(1).map((at, index) => at - (looks[index] ?? 0));

    expect(gaps[0]).toBe(45_000);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(15_000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(60_000);
    expect(looks.length).toBeLessThan(30);
  });

  it('returns once Azure took it, when nobody waits', async () => {
    takes(10 * minute);

    const signal = new AbortController().signal;
    const watch = { signal, reason: null, breakGlass: null, wait: false, say: () => undefined };

    expect(await undelete(one.work, one.prod, watch)).toMatchObject({
      end: 'going-on',
      sent: true,
    });
    expect(one.work.ports.clock.monotonic()).toBe(0);
  });

  it('does not take what cannot be seen for the end', async () => {
    takes(5 * minute);
    one.azure.script(
      'apiManagement.get',
      (perform) => perform(),
      notSeen('no-network'),
      notSeen('error'),
    );

    expect(await bring()).toMatchObject({ end: 'done' });
    expect(said.join('\n')).toContain('cannot be seen just now: connect ECONNREFUSED');
  });

  it('says when the service is back but Failed', async () => {
    one.azure.script('apiManagement.undelete', (perform) => {
      perform();
      one.azure.putService(one.prod.resourceId, { provisioningState: 'Failed' });
      return accepted(null);
    });

    await expect(bring()).rejects.toMatchObject({ code: 'azure-failed' });
  });
});

describe('an answer that was lost', () => {
  it('is never asked for again: it looks, and finds that it was taken', async () => {
    takes(4 * minute, lost);

    expect(await bring()).toMatchObject({ end: 'done', state: 'Succeeded' });
    expect(sent()).toBe(1);
  });

  it('is looked after also by who does not wait', async () => {
    takes(10 * minute, lost);

    expect(await bring({ wait: false })).toMatchObject({ end: 'going-on', state: 'Activating' });
  });

  it('is said to be of a request that was not taken, once that shows', async () => {
    one.azure.script('apiManagement.undelete', lost);

    await expect(bring()).rejects.toMatchObject({
      code: 'azure-unreachable',
      hint: expect.stringContaining('apim undelete contoso-prod'),
    });
    expect(sent()).toBe(1);
    expect(one.work.ports.clock.monotonic()).toBeGreaterThanOrEqual(3 * minute);
    // What is still deleted keeps its deadline in the store.
    expect(await seen()).toMatchObject({ exists: false, purgeAt: expect.any(Number) });
  });
});

describe('a refusal', () => {
  it('right after the deletion is waited out, and said', async () => {
    one.azure.script('apiManagement.undelete', tooEarly, tooEarly);

    expect(await bring()).toMatchObject({ end: 'done' });
    expect(sent()).toBe(3);
    expect(said.filter((text) => text.includes('so soon after its deletion'))).toHaveLength(2);
  });

  it('that does not end is given up after minutes, in Azure’s words', async () => {
    one.azure.script('apiManagement.undelete', ...Array.from({ length: 50 }, () => tooEarly));

    await expect(bring()).rejects.toMatchObject({
      code: 'azure-failed',
      azure: { code: 'ServiceUndeleteNotPossible', requestId: 'r-1' },
    });
    expect(one.work.ports.clock.monotonic()).toBeLessThanOrEqual(5 * minute);
    expect(sent()).toBeLessThanOrEqual(8);
  });

  it('long after the deletion is not waited out', async () => {
    await one.work.ports.clock.advance(60 * minute);
    one.azure.script('apiManagement.undelete', tooEarly);

    await expect(bring()).rejects.toMatchObject({ code: 'azure-failed' });
    expect(sent()).toBe(1);
  });

  it('of what was purged meanwhile says so', async () => {
    one.azure.script('apiManagement.undelete', () => {
      one.azure.world.deleted.clear();
      return tooEarly;
    });

    await expect(bring()).rejects.toMatchObject({
      code: 'service-not-found',
      message: expect.stringContaining('purged'),
      azure: { code: 'ServiceUndeleteNotPossible' },
    });
  });

  it('because somebody else was quicker is no failure', async () => {
    one.azure.script('apiManagement.undelete', (perform) => {
      perform();
      return tooEarly;
    });

    expect(await bring()).toMatchObject({ end: 'done', sent: false });
  });

  it('for a missing right names it', async () => {
    const azure = failure(403, 'AuthorizationFailed');
    one.azure.script('apiManagement.undelete', { kind: 'rejected', azure });

    await expect(bring()).rejects.toMatchObject({ code: 'not-allowed', azure });
  });

  it('by a throttle is sent again after what Azure asks', async () => {
    const throttled: StartAnswer = {
      kind: 'not-taken',
      why: 'throttled',
      claims: null,
      retryAfterMs: 20_000,
      azure: null,
      words: 'TooManyRequests',
    };
    one.azure.script('apiManagement.undelete', throttled);

    expect(await bring()).toMatchObject({ end: 'done' });
    expect(sent()).toBe(2);
  });
});

describe('what cannot be undeleted', () => {
  const refused = async (code: string): Promise<void> => {
    await expect(bring()).rejects.toMatchObject({ code });
    expect(sent()).toBe(0);
  };

  it('is a service that is there', async () => {
    one.azure.putService(one.prod.resourceId);
    await refused('conflict');
  });

  it('is one that is neither there nor soft-deleted', async () => {
    one.azure.world.deleted.clear();
    await refused('service-not-found');
  });

  it('is one that is just being deleted', async () => {
    one.azure.putService(one.prod.resourceId, { provisioningState: 'Terminating' });
    await refused('service-busy');
  });

  it('is one nobody can see', async () => {
    one.azure.refuse('apiManagement.get', 'no-network');
    await refused('azure-unreachable');
  });

  it('is any, where Lifeboat is read-only; the trail keeps the refusal', async () => {
    one.work.configuration.readOnly = true;
    await refused('read-only');
    expect(one.work.ports.audit.entries.at(-1)).toMatchObject({ event: 'refusal' });
  });
});

describe('apim undelete', () => {
  const run = (line: string, signal = new AbortController().signal) =>
    runThrough(one, runLine(lifeboatOf(one), line, { door: recordingDoor(), signal }));

  it('wants the full name', async () => {
    await expect(run('undelete contoso-pr')).rejects.toMatchObject({ code: 'service-not-found' });
    expect(sent()).toBe(0);
  });

  it('only watches when it is under way already', async () => {
    takes(3 * minute);
    const door = recordingDoor();
    const first = await runLine(lifeboatOf(one), 'undelete contoso-prod --no-wait', { door });
    const second = await run('undelete contoso-prod');

    expect(first.error).toBe(null);
    expect(first.data).toMatchObject({ sent: true, done: false });
    expect(second.data).toMatchObject({ sent: false, done: true, state: 'Succeeded' });
    expect(sent()).toBe(1);
  });

  it('is done when it came back since Lifeboat last looked', async () => {
    await lookAtService(one.work, one.prod);
    one.azure.putService(one.prod.resourceId);
    const { error, data } = await run('undelete contoso-prod');

    expect(error).toBe(null);
    expect(data).toMatchObject({ sent: false, done: true });
    await expect(run('undelete contoso-prod')).rejects.toMatchObject({ code: 'conflict' });
  });

  it('exits 8 after --timeout, and says how to go on', async () => {
    takes(60 * minute);
    const { error, data } = await run('undelete contoso-prod --timeout 2m');

    expect(error).toMatchObject({
      code: 'still-running',
      hint: expect.stringContaining('apim undelete contoso-prod'),
    });
    expect(data).toMatchObject({ sent: true, done: false, state: 'Activating' });
  });

  it('says the same for ctrl-c', async () => {
    const stop = new AbortController();
    one.azure.script('apiManagement.undelete', (perform) => {
      stop.abort();
      perform();
      return accepted(null);
    });
    const { error } = await run('undelete contoso-prod', stop.signal);

    expect(error).toMatchObject({ code: 'interrupted' });
  });

  it('says that nothing was taken when it is stopped between two tries', async () => {
    one.azure.script('apiManagement.undelete', ...Array.from({ length: 9 }, () => tooEarly));

    await expect(run('undelete contoso-prod --timeout 20s')).rejects.toMatchObject({
      code: 'still-running',
      message: expect.stringContaining('Azure took nothing'),
    });
  });
});
