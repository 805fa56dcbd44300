import type { Asker } from '../../domain/approval.ts';
import { asLifeboatError, type LifeboatError } from '../../domain/error.ts';
import { personOf } from '../../domain/person.ts';
import type { Identity } from '../../ports/sign-in.ts';
import type { Work } from '../work.ts';

/** Who is here, as far as the door and the sign-in tell. */
export type Known = {
  asker: Asker;
  /** Who Azure sees through the sign-in that was named; null when that could not be read. */
  identity: Identity | null;
  /** Why it could not be read. */
  problem: LifeboatError | null;
};

/**
 * Who is here: the object id of the sign-in, or the Slack user, mapped to a person of `people:`. Where
 * the sign-in of one service is not anybody's own, the default one is looked at too. Never rejects.
 */
export async function whoIs(work: Work, signIn: string, signal?: AbortSignal): Promise<Known> {
  const { requester } = work.ports.thisProcess;
  const { people } = work.configuration;
  const slack = requester.slack ?? null;
  const { identity, problem } = await look(work, signIn, signal);
  // In Slack the sign-in is the bot's: whoever writes there is known by Slack alone.
  const own = requester.door === 'slack' ? null : objectId(identity);
  const isMapped = personOf(people, { azure: own, slack }) !== null;
  const other =
    isMapped || requester.door === 'slack' || signIn === 'default' || people.length === 0
      ? null
      : objectId((await look(work, 'default', signal)).identity);
  const azure = personOf(people, { azure: other, slack: null }) === null ? own : other;
  const person = personOf(people, { azure, slack })?.name ?? null;
  return { asker: { ...requester, slack, person, azure }, identity, problem };
}

async function look(
  work: Work,
  signIn: string,
  signal: AbortSignal | undefined,
): Promise<Pick<Known, 'identity' | 'problem'>> {
  try {
    return { identity: await work.ports.azure(signIn).session.identity(signal), problem: null };
  } catch (error) {
    return { identity: null, problem: asLifeboatError(error) };
  }
}

function objectId(identity: Identity | null): string | null {
  return identity?.objectId?.toLowerCase() ?? null;
}
