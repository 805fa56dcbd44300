import { LifeboatError } from '../../domain/error.ts';
import { nearest } from '../../domain/nearest.ts';
import type { Notifier } from '../../ports/notifier.ts';
import { sendTest, type TestResult } from '../../workflows/outbox/send-test.ts';
import type { CommandContext, Input } from '../definition.ts';
import type { Cell, Report } from '../report.ts';
import { writeTrail } from '../write-trail.ts';

/** What `apim notify test` does. */
export async function runNotifyTest(context: CommandContext, input: Input): Promise<Report> {
  const { lifeboat, signal } = context;
  const notifiers = chosen(lifeboat.ports.notifiers, input.text('to'));
  const { notice, results } = await sendTest(lifeboat, notifiers, signal);
  await writeTrail(context, {
    event: 'notify',
    subject: null,
    what: `Sent a test: ${results.map(({ name, outcome }) => `${name} ${outcome}`).join(', ')}`,
  });
  signal.throwIfAborted();
  return {
    data: { notice, receivers: results },
    blocks: [
      {
        kind: 'table',
        columns: [
          { title: 'receiver', align: 'left' },
          { title: 'test', align: 'left' },
          { title: 'took', align: 'right' },
          { title: 'its words', align: 'left' },
        ],
        rows: results.map(rowOf),
      },
    ],
    error: failure(results),
  };
}

function chosen(notifiers: readonly Notifier[], to: string | null): Notifier[] {
  if (notifiers.length === 0) {
    throw new LifeboatError('notify-failed', 'Nobody is told of anything: there is no receiver.', {
      hint: 'Add a webhook under `notify:` or a `ping` to a service; docs/notifications.md shows how.',
    });
  }
  if (to === null) return [...notifiers];
  const exact = notifiers.filter(({ name }) => name === to);
  const found = exact.length > 0 ? exact : notifiers.filter(({ name }) => name.includes(to));
  if (found.length === 1) return found;
  const names = notifiers.map(({ name }) => name);
  const meant = nearest(to, names);
  throw new LifeboatError(
    'usage',
    found.length === 0
      ? `There is no receiver named ${to}.`
      : `${to} may be ${found.map(({ name }) => name).join(' or ')}.`,
    { hint: meant === null ? `There is ${names.join(', ')}.` : `Did you mean ${meant}?` },
  );
}

function rowOf({ name, outcome, words, tookMs }: TestResult): Cell[] {
  const took = outcome === 'not-set-up' ? '–' : `${tookMs} ms`;
  return [name, outcomeCell(outcome), took, words ?? ''];
}

function outcomeCell(outcome: TestResult['outcome']): Cell {
  switch (outcome) {
    case 'delivered':
      return { text: 'delivered', tone: 'good' };
    case 'try-again':
      return { text: 'not taken', tone: 'bad' };
    case 'refused':
      return { text: 'refused', tone: 'bad' };
    case 'not-set-up':
      return { text: 'not sent', tone: 'bad' };
    case 'interrupted':
      return { text: 'interrupted', tone: 'warn' };
  }
}

function failure(results: readonly TestResult[]): LifeboatError | null {
  const failed = results.filter(({ outcome }) => outcome !== 'delivered');
  if (failed.length === 0) return null;
  const names = failed.map(({ name }) => name).join(', ');
  return new LifeboatError('notify-failed', `The test did not reach ${names}.`, {
    hint: 'A real notice that is not taken is sent again for three days; one that is refused is not. docs/notifications.md says what a receiver has to answer.',
  });
}
