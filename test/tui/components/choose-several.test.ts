import { expect, it } from 'vitest';
import { fleetOf, sampleService } from '../../harness/sample-fleet.ts';
import { openUi, press } from '../../harness/ui.ts';

/** Somebody whom `init` asks which services to keep safe; several are in Azure. */
async function asked() {
  const services = ['contoso-a', 'contoso-b', 'contoso-c'].map((label) => sampleService(label));
  const { lifeboat, ports } = await fleetOf(services, () => undefined, { path: null });
  const nothing = { ...lifeboat, configuration: { ...lifeboat.configuration, services: [] } };
  const ui = openUi({ lifeboat: nothing, clock: ports.clock });
  await ui.shows('There is no configuration yet');
  ui.type(press.enter);
  await ui.shows('How do you sign in');
  ui.type(press.enter);
  await ui.shows('Which services?');
  return { ui, file: lifeboat.configurationFile };
}

it('takes several of a list with space, and asks on with enter', async () => {
  const { ui, file } = await asked();
  ui.type(' ', press.down, press.down, ' ');
  await ui.shows(/\[✓\] contoso-c/);
  expect(ui.text()).toMatch(/\[✓\] contoso-a/);
  expect(ui.text()).toMatch(/\[ \] contoso-b/);

  ui.type(press.enter);
  await ui.shows('Which storage account');
  ui.type(press.enter);
  await ui.shows('Which container?');
  ui.type(press.enter);
  await ui.shows('How does the service');
  ui.type(press.enter);
  await ui.shows('How old may');
  ui.type(press.enter);
  await ui.until(() => !ui.text().includes('How old may'), 'over');

  await expect.poll(() => file.read()).toContain('contoso-a');
  expect(await file.read()).toContain('contoso-c');
  expect(await file.read()).not.toContain('contoso-b');
  ui.type(press.ctrlC);
  await ui.ended;
});

it('takes what is usual when nothing is marked, and says so before', async () => {
  const { ui } = await asked();
  expect(ui.text()).toContain('none marked: all');

  ui.type(press.enter);
  await ui.shows('Which storage account');
  ui.type(press.ctrlC);
  await ui.ended;
});
