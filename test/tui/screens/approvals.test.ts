import type { Approval } from '@lifeboat/core/live';
import { expect, it } from 'vitest';
import { sampleFleet, sampleNow, sampleService } from '../../harness/sample-fleet.ts';
import { openUi, press } from '../../harness/ui.ts';

const minute = 60_000;

function request(id: string, changes: Partial<Approval> = {}): Approval {
  const service = sampleService('contoso-dr');
  return {
    id,
    kind: 'restore',
    service: service.id,
    label: service.label,
    environment: 'production',
    planHash: 'abcdef0123456789abcdef',
    summary: [
      'Overwrites contoso-dr with the backup of contoso-prod of 23 Nov 02:00.',
      'What was changed in contoso-dr since then is lost.',
    ],
    checks: [
      { name: 'tier', verdict: 'pass', measured: 'Premium', threshold: null, remedy: null },
      { name: 'age', verdict: 'warn', measured: '27 d', threshold: '7 d', remedy: 'a newer one' },
    ],
    line: 'apim restore contoso-dr --from bprod3',
    reason: 'the release broke it',
    asker: {
      who: 'ben@contoso.com',
      host: 'ben-laptop',
      door: 'cli',
      person: 'ben',
      azure: 'ben-object',
      slack: null,
    },
    askedAt: sampleNow - 10 * minute,
    endsAt: sampleNow + 50 * minute,
    status: 'open',
    decision: null,
    operation: null,
    ...changes,
  };
}

async function opened(
  requests: readonly Approval[],
  given: { columns?: number; rows?: number } = {},
) {
  const fleet = await sampleFleet();
  const { who, objectId } = await fleet.ports.azure('default').session.identity();
  const { configuration } = fleet.lifeboat;
  const lifeboat = {
    ...fleet.lifeboat,
    configuration: {
      ...configuration,
      people: [
        { name: 'ana', azure: objectId?.toLowerCase() ?? null, slack: null },
        { name: 'ben', azure: 'ben-object', slack: null },
      ],
      approvals: { ...configuration.approvals, by: ['ana', 'ben'] },
    },
  };
  await fleet.ports.store.update((draft) => {
    for (const one of requests) draft.put('approval', one);
  });
  const ui = openUi({ lifeboat, clock: fleet.ports.clock, ...given });
  await ui.shows('contoso-prod');
  await ui.shows(who.slice(0, 13));
  ui.type('p');
  await ui.shows('Second persons');
  return { ...fleet, ui };
}

it('shows what waits, who asked for it, until when, and who may decide', async () => {
  const { ui } = await opened([
    request('a7k2m9x'),
    request('b3b3b3b', {
      status: 'rejected',
      askedAt: sampleNow - 90 * minute,
      decision: {
        by: { ...request('x').asker, person: 'ana' },
        at: sampleNow - 80 * minute,
        reason: 'wrong target',
      },
    }),
  ]);
  await ui.shows('a7k2m9x: restore of contoso-dr');

  const text = ui.text();
  expect(text).toContain('1 waiting');
  expect(text).toMatch(/! open +a7k2m9x +restore of contoso-dr +ben +10 min ago +in 50 min/);
  expect(text).toMatch(/✗ rejected +b3b3b3b .* ana/);
  expect(text).toMatch(/may decide +ana/);
  expect(text).toMatch(/plan +abcdef012345/);
  expect(ui.lines().at(-1)).toContain('apim approve a7k2m9x');

  ui.type('j');
  await ui.shows(/decided +by ana, .*: wrong target/);
  ui.type('A');
  await ui.shows('b3b3b3b is rejected: only what waits can be decided.');
  ui.type('q');
  await ui.ended;
});

it('approves through a dialog in which Cancel comes first', async () => {
  const { ui, ports } = await opened([request('a7k2m9x')]);
  await ui.shows('a7k2m9x: restore');

  ui.type('A');
  await ui.shows('Approve a7k2m9x');
  ui.type(press.enter);
  await ui.hides('Approve a7k2m9x');
  expect((await ports.store.read()).get('approval', 'a7k2m9x')?.status).toBe('open');

  ui.type('A');
  await ui.shows('y agrees');
  ui.type(press.tab, press.enter);
  await ui.shows('── apim approve a7k2m9x');
  ui.type(press.ctrlC);
  await ui.ended;
});

it('rejects with a reason that is typed', async () => {
  const { ui, ports } = await opened([request('a7k2m9x')]);
  await ui.shows('a7k2m9x: restore');

  ui.type('X');
  await ui.shows('reject a7k2m9x --reason ""');
  ui.type('wait for the release', press.enter);
  await ui.shows('Rejected: the restore of contoso-dr is not carried out.');
  const approval = (await ports.store.read()).get('approval', 'a7k2m9x');
  expect(approval?.decision).toMatchObject({ reason: 'wait for the release' });
  ui.type('q');
  await ui.ended;
});

it('says why one cannot decide on what one asked for, and shows the refusal', async () => {
  const own = request('a7k2m9x');
  const { ui, ports } = await opened([
    { ...own, asker: { ...own.asker, person: 'ana', azure: null } },
  ]);
  await ui.shows('Not for you to decide: Whoever asked for the restore of contoso-dr');

  ui.type('A');
  await ui.shows('It will be refused');
  ui.type('y');
  await ui.shows('Ask somebody else who is named under `approvals.by`.');
  expect((await ports.store.read()).get('approval', 'a7k2m9x')?.status).toBe('open');
  ui.type('q');
  await ui.ended;
});

it('shows a request whole in the smallest terminal', async () => {
  const { ui } = await opened([request('a7k2m9x')], { columns: 60, rows: 15 });
  await ui.shows('a7k2m9x: restore');

  ui.type(press.enter);
  await ui.shows('1 to 10 of');
  ui.type('G');
  await ui.shows('27 d (wanted: 7 d)');
  ui.type(press.esc);
  await ui.shows('STATE');
  ui.type('q');
  await ui.ended;
});
