import { LifeboatError } from '@lifeboat/core';
import { expect, it } from 'vitest';
import {
  fleetOf,
  sampleFleet,
  sampleOperation,
  sampleService,
} from '../../../harness/sample-fleet.ts';
import { openSpoken } from '../../../harness/spoken.ts';

it('says the fleet worst first, each service with its number, then asks for a line', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const spoken = openSpoken({ lifeboat, clock: ports.clock });
  await spoken.says('apim> ');

  const lines = spoken.text().split('\n');
  expect(lines[1]).toMatch(/^6 services\. \d need a person\. What Azure said is /);
  expect(lines[2]).toMatch(/^1: contoso-pay, production: stale\. /);
  expect(spoken.text()).toContain('A restore runs for 12:31, usually 28 min.');
  spoken.type('quit');
  expect(await spoken.ended).toBe(0);
});

it('writes nothing but lines: no box, no sign, no sequence', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const spoken = openSpoken({ lifeboat, clock: ports.clock });
  await spoken.says('apim> ');
  for (const line of ['status', 'expiring', 'help backup', 'restore contoso-dr --from x', '1']) {
    spoken.type(line);
    await spoken.says('apim> ');
  }
  spoken.end();
  expect(await spoken.ended).toBe(0);

  const odd = spoken.text().match(/[^\x20-\x7e\n]/g) ?? [];
  expect(odd).toEqual([]);
});

it('tells of a service by its number, and says when there is none', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const spoken = openSpoken({ lifeboat, clock: ports.clock });
  await spoken.says('apim> ');
  spoken.type('1');
  await spoken.says('Ways back: recover contoso-pay');
  spoken.type('77');
  await spoken.says('There is no number 77.');
  spoken.type('quit');
  await spoken.ended;
});

it('says what is wrong with a line, and goes on', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const spoken = openSpoken({ lifeboat, clock: ports.clock });
  await spoken.says('apim> ');
  spoken.type('bakcup contoso-prod');
  await spoken.says('Error: ');
  await spoken.says('apim> ');
  spoken.type('apim whoami');
  await spoken.says('ana@contoso.example');
  spoken.type('exit');
  expect(await spoken.ended).toBe(0);
});

it('restores nothing by an empty answer, and not by a line that was typed ahead', async () => {
  const { lifeboat, ports, azure } = await sampleFleet();
  const spoken = openSpoken({ lifeboat, clock: ports.clock });
  await spoken.says('apim> ');
  spoken.type(
    'restore contoso-eu --from latest:contoso-prod --cross-environment --force backup-present --reason drill\ncontoso-eu',
  );
  await spoken.says('Type the Azure name contoso-eu to go on');
  expect(spoken.text()).toContain('Attention: This overwrites contoso-eu');
  spoken.type('');
  await spoken.says('was not confirmed');
  await spoken.says('apim> ');
  expect(azure.runs()).toEqual([]);
  spoken.type('quit');
  await spoken.ended;
});

it('stops waiting on ctrl-c and says that Azure goes on; a second one leaves', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const spoken = openSpoken({ lifeboat, clock: ports.clock });
  await spoken.says('apim> ');
  spoken.type('backup contoso-eu');
  await spoken.says('Backup of contoso-eu: running');
  spoken.signal('SIGINT');
  await spoken.says('goes on in Azure');
  await spoken.says('apim> ');
  spoken.signal('SIGINT');

  expect(await spoken.ended).toBe(130);
  expect(spoken.text()).toMatch(/go on in Azure; whoever runs Lifeboat next follows/);
});

it('says every half minute that something still runs', async () => {
  const { lifeboat, ports, azure } = await sampleFleet();
  const spoken = openSpoken({ lifeboat, clock: ports.clock });
  await spoken.says('apim> ');
  spoken.type('backup contoso-prod');
  await spoken.says('Backup of contoso-prod: running, 0 s so far, usually 7 min.');
  for (let at = 0; at < 8; at += 1) await ports.clock.advance(15_000);
  await spoken.says(/Backup of contoso-prod: still running, \d+ \w+, usually 7 min\./);
  expect(azure.runs()).toHaveLength(1);
  spoken.signal('SIGINT');
  await spoken.says('apim> ');
  spoken.type('quit');
  await spoken.ended;
});

it('says what other doors do while one waits at the prompt', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const spoken = openSpoken({ lifeboat, clock: ports.clock });
  await spoken.says('apim> ');
  const prod = sampleService('contoso-prod');
  await ports.store.update((draft) =>
    draft.put('notice', {
      id: 'n1',
      event: 'success',
      severity: 'info',
      service: prod.id,
      label: prod.label,
      title: 'Backup of contoso-prod succeeded',
      text: '',
      at: ports.clock.now(),
      operation: sampleOperation(prod).id,
      backup: null,
      threshold: null,
      answeredAt: null,
      deliveries: [],
    }),
  );
  // The store is judged a few times a second at most.
  await ports.clock.advance(500);
  await spoken.says('Backup of contoso-prod succeeded.');
  await spoken.says('apim> ');
  expect(spoken.text().match(/apim> /g)).toHaveLength(2);
  spoken.type('quit');
  await spoken.ended;
});

it('completes a line by tab', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const spoken = openSpoken({ lifeboat, clock: ports.clock, term: 'xterm' });
  await spoken.says('apim> ');
  spoken.send('recov');
  await spoken.says('recov');
  spoken.send('\t');
  await spoken.says('er ');
  spoken.send('contoso-pa');
  await spoken.says('contoso-pa');
  spoken.send('\t');
  await spoken.says('y ');
  spoken.send('\u0003');
  spoken.type('quit');
  expect(await spoken.ended).toBe(0);
});

it('says how to begin without a configuration, and opens anew after init', async () => {
  const first = await fleetOf([], () => undefined, { path: null });
  const second = await sampleFleet();
  const all = [first.lifeboat, second.lifeboat];
  const spoken = openSpoken({
    lifeboat: async () => all.shift() ?? second.lifeboat,
    clock: first.ports.clock,
  });
  await spoken.says('Begin with: init');
  await spoken.says('apim> ');
  spoken.type(
    'init --service /subscriptions/5b5c0000-0000-4000-8000-000000000001/resourceGroups/rg/providers/Microsoft.ApiManagement/service/contoso --storage https://stdr.blob.core.windows.net/backups',
  );
  await spoken.says('1: contoso-pay');
  spoken.type('quit');
  expect(await spoken.ended).toBe(0);
});

it('asks with numbers, and asks again after a wrong answer', async () => {
  const { lifeboat, ports } = await fleetOf([], () => undefined, { path: null });
  const spoken = openSpoken({ lifeboat, clock: ports.clock });
  await spoken.says('apim> ');
  spoken.type('init');
  await spoken.says('8  environment');
  await spoken.says('How do you sign in to Azure?');
  spoken.type('99');
  await spoken.says('Please type a number up to 8.');
  spoken.signal('SIGINT');
  await spoken.says('Stopped.');
  spoken.type('quit');
  expect(await spoken.ended).toBe(0);
});

it('says whole what is wrong with the configuration', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const configurationProblem = new LifeboatError(
    'config-invalid',
    'The configuration c.yaml has a mistake:\n  line 3, column 1: servces is not a known key',
    { hint: 'Mend c.yaml; nothing was changed or sent.' },
  );
  const spoken = openSpoken({
    lifeboat: { ...lifeboat, configurationProblem },
    clock: ports.clock,
  });
  await spoken.says('line 3, column 1: servces is not a known key');
  await spoken.says('Mend c.yaml');
  await spoken.says('apim> ');
  spoken.end();
  expect(await spoken.ended).toBe(0);
});
