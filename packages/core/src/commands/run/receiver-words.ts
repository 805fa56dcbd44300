import type { Instant } from '../../domain/instant.ts';
import { isoTime } from '../../domain/instant.ts';
import { utcTimeAndRelative } from '../../domain/relative-time.ts';
import type { ReceiverState } from '../../workflows/outbox/receiver-states.ts';
import type { Block } from '../report.ts';

/** A notice that lies for longer than this without a try has nobody who sends it. Milliseconds. */
const unsentAfterMs = 10 * 60 * 1000;
/** From then on a monitor should know that people do not hear. Milliseconds. */
const lateAfterMs = 60 * 60 * 1000;

/** What is wrong with the receivers of notices, a sentence each; nothing for those that take them. */
export function receiverBlocks(states: readonly ReceiverState[], now: Instant): Block[] {
  return states.flatMap((state): Block[] => {
    const text = troubleOf(state, now);
    return text === null ? [] : [{ kind: 'sentence', tone: 'warn', text }];
  });
}

function troubleOf(state: ReceiverState, now: Instant): string | null {
  const { name, waiting, oldestAt, refused, problem } = state;
  const words = problem === null ? '' : `: ${problem}`;
  if (refused > 0) {
    const more = waiting === 0 ? '' : ` ${count(waiting)} more wait.`;
    return `${name} did not take ${count(refused)}, which will not be sent again${words}.${more} \`apim notify test\` tries it.`;
  }
  if (waiting === 0 || oldestAt === null) return null;
  const since = `since ${utcTimeAndRelative(oldestAt, now)}`;
  if (problem !== null) {
    return `${name} has not taken ${count(waiting)} ${since}${words}. It is tried again.`;
  }
  return now - oldestAt < unsentAfterMs
    ? null
    : `${count(waiting)} for ${name} lie unsent ${since}: nobody sends them. \`apim watch\` does.`;
}

/** Receivers that people do not hear by, for a monitor. */
export function deafReceivers(states: readonly ReceiverState[], now: Instant): string[] {
  return states
    .filter(
      ({ refused, oldestAt }) => refused > 0 || (oldestAt !== null && now - oldestAt > lateAfterMs),
    )
    .map(({ name }) => name);
}

/** A receiver as `--json` shows it. */
export function receiverDocument(state: ReceiverState): Record<string, unknown> {
  const { name, waiting, oldestAt, refused, problem, deliveredAt } = state;
  return {
    name,
    waiting,
    oldestAt: isoTime(oldestAt),
    refused,
    problem,
    deliveredAt: isoTime(deliveredAt),
  };
}

function count(notices: number): string {
  return notices === 1 ? 'a notice' : `${notices} notices`;
}
