import { describe, expect, it } from 'vitest';
import type { Report } from '../../../packages/core/src/commands/report.ts';
import type { Lifeboat } from '../../../packages/core/src/lifeboat.ts';
import { beatWatch } from '../../../packages/core/src/workflows/watch-beat.ts';
import { company } from '../workflows/world.ts';
import { lifeboatOf, recordingDoor, runLine } from './run-line.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** The company with a nightly schedule for contoso-prod. */
function scheduled() {
  const one = company();
  const prod = { ...one.prod, schedule: '0 2 * * *', everyMs: day };
  one.work.configuration = { ...one.work.configuration, services: [prod, one.dr] };
  return { one, lifeboat: lifeboatOf(one) };
}

function textOf(report: Report): string {
  return JSON.stringify(report.blocks);
}

async function failing(lifeboat: Lifeboat, line: string) {
  return runLine(lifeboat, line).then(
    () => null,
    (error: { code: string; message: string; hint: string }) => error,
  );
}

describe('hold', () => {
  it('makes a backup exit `held`, with who, why and until when, and is audited', async () => {
    const { one, lifeboat } = scheduled();

    const held = await runLine(lifeboat, 'hold contoso-prod --for 4h --reason "incident 4711"');
    const refused = await runLine(lifeboat, 'backup contoso-prod');

    expect(held.data).toEqual({
      hold: {
        service: 'contoso-prod',
        reason: 'incident 4711',
        since: '2026-11-23T03:00:00Z',
        until: '2026-11-23T07:00:00Z',
        by: 'ana',
      },
    });
    expect(refused.error).toMatchObject({ code: 'held', hint: expect.stringContaining('release') });
    expect(refused.error?.message).toContain('incident 4711');
    expect(refused.error?.message).toContain('held by ana until 23 Nov 07:00 UTC (in 4 h)');
    expect(one.azure.runs()).toHaveLength(0);
    expect(one.work.ports.audit.entries.map(({ event }) => event)).toEqual(['hold', 'refusal']);
  });

  it('of everything holds every service, until it is released', async () => {
    const { lifeboat } = scheduled();
    await runLine(lifeboat, 'hold --all --for 1d --reason "storage moves"');

    const refused = await runLine(lifeboat, 'backup contoso-dr');
    const services = await runLine(lifeboat, 'services --offline');
    const one = await runLine(lifeboat, 'release contoso-dr');
    const released = await runLine(lifeboat, 'release --all');
    const planned = await runLine(lifeboat, 'backup contoso-dr --plan');

    expect(refused.error?.code).toBe('held');
    expect(services.data.services).toMatchObject([
      { heldUntil: '2026-11-24T03:00:00Z' },
      { heldUntil: '2026-11-24T03:00:00Z' },
    ]);
    expect(textOf(services)).toContain('Everything is held until');
    expect(textOf(one)).toContain('Everything is still held');
    expect(textOf(released)).toContain('Everything is released.');
    expect(planned.error).toBeNull();
  });

  it('ends by itself', async () => {
    const { one, lifeboat } = scheduled();
    await runLine(lifeboat, 'hold contoso-prod --for 4h --reason x');
    await one.work.ports.clock.advance(4 * hour);

    expect((await runLine(lifeboat, 'backup contoso-prod --plan')).error).toBeNull();
  });

  it.each([
    ['hold --for 4h --reason x', 'usage', 'Which service?'],
    ['hold contoso-prod --all --for 4h --reason x', 'usage', 'not both'],
    ['hold contoso-prod --reason x', 'usage', 'always has an end'],
    ['hold contoso-prod --for 31d --reason x', 'usage', 'longer than a hold may last'],
    ['hold contoso-prod --for 4h', 'usage', 'wants a reason'],
    ['hold contoso-prod --for soon --reason x', 'usage', 'soon'],
    ['hold contoso-prot --for 4h --reason x', 'service-not-found', 'contoso-prot'],
    ['release', 'usage', 'Which service?'],
    ['schedule pause contoso-prod', 'usage', 'always has an end'],
    ['schedule pause contoso-prod --for 31d', 'usage', 'longer than a pause may last'],
    ['schedule pause contoso-dr --for 1d', 'usage', 'has no schedule to pause'],
    ['schedule pause', 'usage', '<service>'],
  ])('and pause say what is wrong with: %s', async (line, code, words) => {
    const { one, lifeboat } = scheduled();

    const error = await failing(lifeboat, line);

    expect(error?.code).toBe(code);
    expect(error?.message).toContain(words);
    const snapshot = await one.work.ports.store.read();
    expect(snapshot.all('hold').length + snapshot.all('pause').length).toBe(0);
  });
});

describe('schedule', () => {
  it('says when each service is next backed up, and that nothing watches', async () => {
    const { one, lifeboat } = scheduled();
    await runLine(lifeboat, 'backup contoso-prod --no-wait');
    await one.work.ports.clock.advance(0);

    const report = await runLine(lifeboat, 'schedule');

    expect(report.data).toMatchObject({
      schedules: [
        { service: 'contoso-prod', schedule: '0 2 * * *', state: 'running', lastRun: null },
        { service: 'contoso-dr', schedule: null, state: 'none', next: null },
      ],
      watched: false,
    });
    expect(textOf(report)).toContain('Nothing watches');
    const [prod] = report.data.schedules as { next: string }[];
    expect(prod?.next).toMatch(/^2026-11-24T02:0\d:/);
  });

  it('shows a pause with its end, makes the verdict, and goes on when resumed', async () => {
    const { one, lifeboat } = scheduled();
    await runLine(lifeboat, 'schedule pause contoso-prod --for 3d --reason migration');

    const report = await runLine(lifeboat, 'schedule');
    const status = await runLine(lifeboat, 'status');
    const resumed = await runLine(lifeboat, 'schedule resume contoso-prod');
    const again = await runLine(lifeboat, 'schedule resume contoso-prod');

    expect(report.data.schedules).toMatchObject([
      { state: 'paused', pause: { reason: 'migration', until: '2026-11-26T03:00:00Z' } },
      {},
    ]);
    expect(textOf(status)).toContain('schedule paused until 26 Nov 03:00 UTC (in 3 d) by ana');
    expect(textOf(resumed)).toContain('goes on');
    expect(textOf(again)).toContain('was not paused');
    expect(one.work.ports.audit.entries.map(({ event }) => event)).toEqual(['pause', 'resume']);
  });
});

describe('status --check', () => {
  it('fails while schedules wait and nothing watches', async () => {
    const { one, lifeboat } = scheduled();
    const alone = await runLine(lifeboat, 'status --check');
    await beatWatch(one.work, 'loop');
    const watched = await runLine(lifeboat, 'status --check');
    one.work.ports.processes.end(4_001);
    const killed = await runLine(lifeboat, 'status --check');

    const words = '1 with a schedule that nothing runs (contoso-prod)';
    expect(alone.error?.message).toContain(words);
    expect(watched.error?.message).not.toContain(words);
    expect(killed.error?.message).toContain(words);
  });

  it('is content with rounds from cron that are not too old', async () => {
    const { one, lifeboat } = scheduled();
    await runLine(lifeboat, 'watch --once');
    one.work.ports.processes.end(4_001);

    const soon = await runLine(lifeboat, 'status --check');
    await one.work.ports.clock.advance(3 * hour);
    const late = await runLine(lifeboat, 'status --check');

    expect(soon.error?.message ?? '').not.toContain('that nothing runs');
    expect(late.error?.message).toContain('that nothing runs');
  });
});

describe('watch', () => {
  it('does one round: starts what is due, lets it go, and looks at it in the next', async () => {
    const { one, lifeboat } = scheduled();
    const door = recordingDoor();

    const first = await runLine(lifeboat, 'watch --once', { door });
    const leases = (await one.work.ports.store.read()).all('lease');
    await one.work.ports.clock.advance(10 * 60_000);
    const second = await runLine(lifeboat, 'watch --once');

    expect(first.data).toMatchObject({ once: true, started: 1, succeeded: 0 });
    expect(leases).toEqual([]);
    expect(second.data).toMatchObject({ started: 0, succeeded: 1 });
    expect(one.azure.runs()).toHaveLength(1);
    expect(JSON.stringify(door.said)).toContain('watching 2 services, 1 of them with a schedule');
    const [run] = (await one.work.ports.store.read()).all('run');
    expect(run).toMatchObject({ status: 'done' });
  });

  it('runs until it is told to stop, and says what it came to', async () => {
    const { one, lifeboat } = scheduled();
    const person = new AbortController();
    const door = recordingDoor();
    const running = runLine(lifeboat, 'watch', { signal: person.signal, door });
    await one.work.ports.clock.advance(12 * 60_000);
    person.abort();
    await one.work.ports.clock.advance(0);

    const report = await running;

    expect(report.error).toBeNull();
    expect(report.data).toMatchObject({ once: false, started: 1, succeeded: 1, failed: 0 });
    expect(JSON.stringify(door.said)).toContain('succeeded after 7 min');
  });
});
