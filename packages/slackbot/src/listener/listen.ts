import { asLifeboatError, type Lifeboat, LifeboatError } from '@lifeboat/core';
import type { RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { messagesOfBlocks, messagesOfReport } from '../blocks/messages-of-report.ts';
import { redact } from '../blocks/redact.ts';
import { denialOf, denialWords } from '../guards/admission.ts';
import { dedupeKey } from '../guards/dedupe-key.ts';
import type { Roles } from '../guards/roles.ts';
import type { Seen } from '../guards/seen.ts';
import type { InFlight } from './in-flight.ts';
import { originOf } from './origin-of.ts';
import { createReply, type Reply } from './reply.ts';
import { writeAudit } from './write-audit.ts';

/** Who is let in, and how to answer. */
export type Asked = {
  team: string;
  user: string;
  channel: string | null;
  /** Names this one request in log, audit and error texts. */
  correlation: string;
  reply: Reply;
  roles: Roles;
  signal: AbortSignal;
  /** Tells why it is not done, and writes the refusal down. */
  refuse(words: string): Promise<void>;
  /** Writes down what is done. */
  audit(what: string): Promise<void>;
};

/** What Bolt gives every kind of listener, as far as it is used here. */
export type BoltArgs = {
  body: object;
  ack(): Promise<void>;
  respond?: RespondFn;
};

/** What stands around every listener. */
export type Listen = (
  what: string,
  handle: (asked: Asked, body: Readonly<Record<string, unknown>>) => Promise<void>,
) => (args: BoltArgs) => Promise<void>;

type Parts = {
  lifeboat: Lifeboat;
  team(): string;
  channels: readonly string[];
  client: WebClient;
  roles: Roles;
  seen: Seen;
  inFlight: InFlight;
  signal: AbortSignal;
};

/**
 * Around every listener: Slack gets its ack before anything else, what came twice is dropped, who may
 * not ask is told so, and what is thrown becomes words without insides, with a number to look for.
 */
export function createListen(parts: Parts): Listen {
  const { lifeboat, client, roles, seen, inFlight, signal } = parts;
  const { clock, ids, log } = lifeboat.ports;
  return (what, handle) => async (args) => {
    // Three seconds from the click (page "Acknowledging requests"): nothing is waited for before.
    // A socket that has just gone loses the ack; the work can be done all the same.
    await args
      .ack()
      .catch((error: unknown) =>
        log.warn('an ack was lost', { what, error: redact(String(error)) }),
      );
    const body: Readonly<Record<string, unknown>> = { ...args.body };
    const key = dedupeKey(body);
    if (key === null || !seen.first(key)) return;
    const origin = originOf(body);
    const user = origin.user ?? '';
    const correlation = ids.next().slice(0, 8);
    const reply = createReply({
      client,
      respond: args.respond ?? null,
      channel: origin.channel,
      user,
      clock,
    });
    const audit = (event: 'command' | 'refusal', text: string): Promise<void> =>
      writeAudit(lifeboat, { event, user, channel: origin.channel, correlation, what: text });
    const refuse = async (words: string): Promise<void> => {
      await audit('refusal', `${what}: ${words}`);
      await say(reply, words);
    };
    await inFlight.run(async () => {
      try {
        const denial = denialOf(origin, { team: parts.team(), channels: parts.channels });
        if (denial !== null) return await refuse(denialWords(denial));
        if (inFlight.draining())
          return await refuse('Lifeboat is just restarting. Please ask again in a minute.');
        const { channel } = origin;
        const asked = { team: parts.team(), user, channel, correlation, reply, roles, signal };
        await handle({ ...asked, refuse, audit: (text) => audit('command', text) }, body);
      } catch (thrown) {
        log.error('a listener failed', { what, correlation, error: redact(String(thrown)) });
        await answerFailure(reply, thrown, correlation, clock.now()).catch((error: unknown) =>
          log.error('nobody could be told', { correlation, error: redact(String(error)) }),
        );
      }
    });
  };
}

async function say(reply: Reply, text: string): Promise<void> {
  const blocks = [{ kind: 'sentence' as const, text, tone: 'warn' as const }];
  for (const message of messagesOfBlocks(blocks, 0)) await reply.person(message);
}

async function answerFailure(
  reply: Reply,
  thrown: unknown,
  correlation: string,
  now: number,
): Promise<void> {
  const known = thrown instanceof LifeboatError && thrown.code !== 'internal';
  const error = known
    ? thrown
    : new LifeboatError(asLifeboatError(thrown).code, 'Something in Lifeboat itself went wrong.', {
        hint: `The log has it under ${correlation}.`,
      });
  for (const message of messagesOfReport({ data: {}, blocks: [], error }, now))
    await reply.person(message);
}
