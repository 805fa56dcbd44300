import type { Service } from '../../domain/configuration.ts';
import { LifeboatError } from '../../domain/error.ts';
import { holdOfAll } from '../../domain/hold.ts';
import { resolveKnown } from '../../workflows/known-services.ts';
import { holdService, releaseService } from '../../workflows/stops.ts';
import type { CommandContext, Input } from '../definition.ts';
import type { Report } from '../report.ts';
import { reasonOf } from './reason-wanted.ts';
import { stopDocument, stopFor, stopWords } from './stop-words.ts';

/** What `apim hold` does. */
export async function runHold(context: CommandContext, input: Input): Promise<Report> {
  const service = await wanted(context, input, 'hold');
  const forMs = stopFor(input, 'hold');
  const reason = reasonOf(input, 'A hold wants a reason: whoever meets it will ask.');
  const hold = await holdService(context.lifeboat, service, { forMs, reason });
  const what = service === null ? 'Everything' : service.label;
  const now = context.lifeboat.ports.clock.now();
  const name = service === null ? '--all' : service.label;
  return {
    data: { hold: stopDocument(hold) },
    blocks: [
      { kind: 'sentence', tone: 'warn', text: `${what} is ${stopWords(hold, 'held', now)}.` },
      {
        kind: 'sentence',
        tone: 'quiet',
        text: `No backup is started meanwhile, by schedule or by hand; restores work. \`apim release ${name}\` ends it.`,
      },
    ],
    error: null,
  };
}

/** What `apim release` does. */
export async function runRelease(context: CommandContext, input: Input): Promise<Report> {
  const service = await wanted(context, input, 'release');
  const hold = await releaseService(context.lifeboat, service);
  const what = service === null ? 'Everything' : service.label;
  const { store } = context.lifeboat.ports;
  const all = service === null ? null : (await store.read()).get('hold', holdOfAll);
  const still = all === null ? '' : ' Everything is still held: `apim release --all`.';
  const text = hold === null ? `${what} was not held.${still}` : `${what} is released.${still}`;
  return {
    data: { hold: stopDocument(hold) },
    blocks: [{ kind: 'sentence', tone: still === '' ? 'good' : 'warn', text }],
    error: null,
  };
}

/** One service, or null for all: one of the two has to be said. */
async function wanted(
  { lifeboat }: CommandContext,
  input: Input,
  command: string,
): Promise<Service | null> {
  const name = input.one('service');
  if (input.has('all') && name !== null) {
    throw new LifeboatError('usage', 'Name a service or say --all, not both.');
  }
  if (input.has('all')) return null;
  if (name === null) {
    throw new LifeboatError('usage', 'Which service?', {
      hint: `Name one, or say --all: \`apim ${command} --all\`.`,
    });
  }
  return resolveKnown(lifeboat.configuration, await lifeboat.ports.store.read(), name);
}
