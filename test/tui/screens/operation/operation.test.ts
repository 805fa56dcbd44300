import { describe, expect, it } from 'vitest';
import { runLine } from '../../../harness/run-line.ts';
import {
  fleetOf,
  type SampleFleet,
  sampleFleet,
  sampleNow,
  sampleOperation,
  samplePast,
  sampleSeen,
  sampleService,
} from '../../../harness/sample-fleet.ts';
import { openUi, press, type Ui } from '../../../harness/ui.ts';

type Sample = Parameters<typeof sampleOperation>[1];

const minute = 60_000;
const day = 24 * 60 * minute;

/** One service with one restore, whose page is opened by `follow`. */
async function followed(
  changes: Sample,
  more: Sample[] = [],
  size: { columns?: number; rows?: number } = {},
): Promise<{ fleet: SampleFleet; ui: Ui; id: string }> {
  const dr = sampleService('contoso-dr');
  const operation = sampleOperation(dr, changes);
  const fleet = await fleetOf([dr], (put) => {
    put('service', sampleSeen(dr));
    put('operation', operation);
    for (const each of more)
      put('operation', sampleOperation(dr, { parent: operation.id, ...each }));
    for (const ago of [4, 11, 18])
      put('operation', samplePast(dr, 'restore', ago * day, 28 * minute));
  });
  const ui = openUi({ lifeboat: fleet.lifeboat, clock: fleet.ports.clock, ...size });
  await ui.shows('contoso-dr');
  await runLine(ui, `follow ${operation.id.slice(0, 28)}`);
  await ui.shows('apim follow 0fab');
  return { fleet, ui, id: operation.id };
}

async function leave(ui: Ui): Promise<void> {
  ui.signal('SIGINT');
  await ui.ended;
}

describe('the page of an operation', () => {
  it('shows how long it runs against the usual, and ages by itself', async () => {
    const { fleet, ui } = await followed({});
    await ui.shows('usually 28 min');
    expect(ui.text()).toMatch(/▓+░+┃ {2}12:31 {2}usually 28 min, in 3 runs/);
    expect(ui.text()).toContain('Azure says it is still running, 8 s ago.');
    expect(ui.text()).toContain('Azure cannot cancel this. You may close this: it goes on.');
    await fleet.ports.clock.advance(5_000);
    await ui.shows('12:36');
    await ui.shows('13 s ago');
    await leave(ui);
  });

  it('says when it takes longer than usual, with the text for a support case', async () => {
    const startedAt = sampleNow - 60 * minute;
    const { ui, id } = await followed({ startedAt });
    await ui.shows('longer than usual');
    await ui.shows('For a support case');
    ui.type('c');
    await ui.shows('Copied what a support case needs');
    const copied = ui.raw().split('52;c;').at(-1) ?? '';
    expect(Buffer.from(copied, 'base64').toString()).toContain(`x-ms-client-request-id: ${id}`);
    await leave(ui);
  });

  it('says why it is not seen, and what helps', async () => {
    const { ui } = await followed({
      status: 'unknown',
      blind: {
        since: sampleNow - 3 * minute,
        reason: 'not-signed-in',
        words: 'the sign-in has expired',
        remedy: 'Sign in again: az login',
      },
    });
    await ui.shows('unknown: Azure is not seen');
    await ui.shows('Not seen for 3 min: the sign-in has expired. Sign in again: az login');
    await leave(ui);
  });

  it('shows how a failed one ended, in Azure’s words, and the next step', async () => {
    const { ui } = await followed({
      status: 'failed',
      attempts: [{ at: sampleNow - 2_000, answer: 'rejected' }],
      startedAt: null,
      endedAt: sampleNow - 1_000,
      error: {
        status: 409,
        code: 'ServiceLocked',
        message: 'The service is transitioning.',
        requestId: '6f100000-0000-4000-8000-00000000000a',
        correlationId: null,
        details: [],
      },
    });
    await ui.shows('Azure (409 ServiceLocked): The service is transitioning.');
    await ui.shows('Request id 6f100000-0000-4000-8000-00000000000a');
    await ui.shows('Wait until it is done (minutes), then try again.');
    expect(ui.text()).not.toContain('Azure cannot cancel');
    await leave(ui);
  });

  it('offers the way back after a restore that had a safety backup', async () => {
    const end = sampleNow - minute;
    const { ui } = await followed({ status: 'succeeded', endedAt: end, seenRunningAt: end }, [
      {
        id: 'safety',
        kind: 'backup',
        purpose: 'safety',
        status: 'succeeded',
        backup: 'b7',
        endedAt: end,
      },
    ]);
    await ui.shows('apim restore contoso-dr --from b7');
    await ui.shows('What a restore does not bring back');
    ui.type('u');
    await ui.shows(':restore contoso-dr --from b7');
    ui.type(press.esc);
    await ui.hides(':restore contoso-dr --from b7');
    ui.type('o');
    await ui.shows('made for');
    await leave(ui);
  });

  it('says where what left the store is', async () => {
    const { lifeboat, ports } = await sampleFleet();
    const ui = openUi({ lifeboat, clock: ports.clock });
    await ui.shows('contoso-prod');
    await runLine(ui, 'follow ffffffff');
    await ui.shows('There is no operation ffffffff');
    await leave(ui);
  });

  it.each([
    [60, 15],
    [80, 24],
    [200, 60],
  ])('fits %i by %i', async (columns, rows) => {
    const { ui } = await followed({}, [], { columns, rows });
    await ui.shows('Azure cannot cancel this. You may close this: it goes on.');
    expect(ui.lines().every((line) => line.length <= columns)).toBe(true);
    ui.type('G');
    await ui.shows('correlation id');
    await leave(ui);
  });
});

describe('the line `follow`', () => {
  it('opens the only one that runs, and runs as a command with a time-out', async () => {
    const { lifeboat, ports } = await sampleFleet();
    const ui = openUi({ lifeboat, clock: ports.clock });
    await ui.shows('contoso-prod');
    await runLine(ui, 'follow');
    await ui.shows('What happened, in UTC');
    ui.type(press.esc);
    await ui.shows('SERVICE');
    await runLine(ui, 'follow --timeout 5m');
    await ui.shows('apim follow --timeout 5m');
    expect(ui.text()).not.toContain('What happened');
    await leave(ui);
  });
});
