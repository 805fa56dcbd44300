import { expect, it } from 'vitest';
import { checksOf, countsOf } from '../../../packages/tui/src/screens/doctor/checks-shown.ts';
import { sampleFleet } from '../../harness/sample-fleet.ts';
import { openUi, press } from '../../harness/ui.ts';

const check = (name: string, verdict: 'pass' | 'warn' | 'fail' | 'skip' | 'unknown') => ({
  name,
  verdict,
  measured: `${name} was seen`,
  threshold: null,
  remedy: null,
  code: null,
});

it('puts the worst check first and counts each verdict', () => {
  const found = [
    check('a', 'pass'),
    check('b', 'skip'),
    check('c', 'unknown'),
    check('d', 'warn'),
    check('e', 'fail'),
    check('f', 'pass'),
  ];

  expect(
    checksOf({ report: null, found })
      .map(({ name }) => name)
      .join(''),
  ).toBe('edcbaf');
  expect(countsOf(found)).toEqual([
    { verdict: 'fail', count: 1 },
    { verdict: 'warn', count: 1 },
    { verdict: 'unknown', count: 1 },
    { verdict: 'skip', count: 1 },
    { verdict: 'pass', count: 2 },
  ]);
});

it('shows what a run answered instead of what it found on the way', () => {
  const blocks = [{ kind: 'checks' as const, checks: [check('a', 'pass'), check('b', 'fail')] }];

  const shown = checksOf({
    report: { data: {}, blocks, error: null },
    found: [check('a', 'pass')],
  });
  expect(shown.map(({ name }) => name)).toEqual(['b', 'a']);
});

it('checks the marked service, and shows a check with what helps', async () => {
  const { lifeboat, ports, azure } = await sampleFleet();
  azure.removeService(lifeboat.configuration.services[2]?.resourceId ?? '');
  const ui = openUi({ lifeboat, clock: ports.clock });
  await ui.shows('contoso-prod');

  ui.type('D');
  await ui.shows('apim doctor contoso-pay');
  await ui.shows(/› ✗ fail +service-reachable/);
  await ui.shows('what helps');
  await ui.shows(/✗ \d+ fail .* r checks again/);
  expect(ui.text()).toMatch(/✓ pass +configuration/);
  ui.type('q');
  await ui.ended;
});

it('checks again in the same place, and filters', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const ui = openUi({ lifeboat, clock: ports.clock });
  await ui.shows('contoso-prod');
  ui.type(':doctor', press.enter);
  await ui.shows('r checks again');

  ui.type('r');
  await ui.shows('r checks again');
  ui.type('/local-disk', press.enter);
  await ui.shows(/ 1 of \d+/);
  expect(ui.text()).not.toContain('service-reachable');

  ui.type(press.esc);
  await ui.shows('service-reachable');
  ui.type(press.esc);
  await ui.shows('Fleet');
  ui.type('q');
  await ui.ended;
});

it('shows the whole check in the smallest terminal', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const ui = openUi({ lifeboat, clock: ports.clock, columns: 60, rows: 15 });
  await ui.shows('contoso-pay');
  ui.type(':doctor', press.enter);
  await ui.shows('r checks again');

  ui.type(press.enter);
  await ui.hides('VERDICT');
  await ui.shows('measured');
  ui.type(press.esc);
  await ui.shows('VERDICT');
  ui.type('q');
  await ui.ended;
});
