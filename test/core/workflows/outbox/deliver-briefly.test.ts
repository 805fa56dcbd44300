import { expect, it } from 'vitest';
import { receiversOf } from '../../../../packages/core/src/domain/receivers.ts';
import {
  type FakeNotifier,
  fakeNotifier,
  fakePorts,
} from '../../../../packages/core/src/testing.ts';
import { lifeboatOf, runLine } from '../../commands/run-line.ts';
import { type Company, company, runThrough } from '../world.ts';

/** The company with one webhook, of which this process has the notifier. */
function listening(): { one: Company; notifier: FakeNotifier } {
  const bare = company();
  const url = 'https://hooks.contoso.com/x';
  const webhooks = [{ url, secretVariable: null, events: null }];
  const configuration = { ...bare.work.configuration, webhooks };
  const notifier = fakeNotifier(receiversOf(configuration)[0]?.name ?? '');
  const ports = fakePorts({ ...bare.work.ports, notifiers: [notifier] });
  return { one: { ...bare, work: { ports, configuration } }, notifier };
}

it('a command that follows a backup tells of its start and its end, without any watch', async () => {
  const { one, notifier } = listening();

  const report = await runThrough(one, runLine(lifeboatOf(one), 'backup contoso-prod'));

  expect(report.error).toBeNull();
  expect(notifier.received.map(({ event }) => event)).toEqual(['start', 'success']);
});

it('a receiver that hangs keeps no command from its end, and is told later', async () => {
  const { one, notifier } = listening();
  notifier.answer('hang', 'hang');

  const report = await runThrough(one, runLine(lifeboatOf(one), 'backup contoso-prod'));

  expect(report.error).toBeNull();
  const notices = (await one.work.ports.store.read()).all('notice');
  expect(notices.map(({ deliveries }) => deliveries[0]?.status)).toEqual(['due', 'due']);
});
