import { asLifeboatError, LifeboatError } from '../domain/error.ts';
import { isoTime } from '../domain/instant.ts';
import { utcTimeAndRelative } from '../domain/relative-time.ts';
import type { Identity } from '../ports/sign-in.ts';
import type { CommandContext, CommandDefinition } from './definition.ts';
import { errorDocument } from './json.ts';
import { namedSignIn, signInArgument } from './named-sign-in.ts';
import type { Block, Cell } from './report.ts';

type Seen = { name: string; identity: Identity | null; error: LifeboatError | null };

/** `apim whoami` */
export const whoamiCommand: CommandDefinition = {
  path: ['whoami'],
  summary: 'Who I am to Azure, in which tenant, until when',
  description:
    'Asks every configured sign-in for a token and reads from it who that is. A token that ends is renewed by itself; the time only says when that happens next.',
  arguments: [signInArgument],
  flags: [],
  examples: [
    { line: 'apim whoami', does: 'shows every sign-in' },
    { line: 'apim whoami default', does: 'shows one' },
  ],
  danger: 'reads',
  doors: ['cli', 'tui', 'slack'],
  async run(context, input) {
    const { configuration, ports } = context.lifeboat;
    const wanted = input.one('sign-in');
    const names =
      wanted === null ? Object.keys(configuration.signIns) : [namedSignIn(configuration, wanted)];
    const all = await Promise.all(names.map((name) => look(context, name)));
    const now = ports.clock.now();
    return {
      data: { signIns: all.map(signInDocument) },
      blocks: [
        {
          kind: 'table',
          columns: ['sign-in', 'who', 'tenant', 'method', 'token until'].map((title) => ({
            title,
            align: 'left',
          })),
          rows: all.map((one) => rowOf(one, now)),
        },
        ...reasons(all),
      ],
      error: errorOf(all),
    };
  },
};

async function look({ lifeboat, signal }: CommandContext, name: string): Promise<Seen> {
  try {
    const identity = await lifeboat.ports.azure(name).session.identity(signal);
    return { name, identity, error: null };
  } catch (error) {
    signal.throwIfAborted();
    return { name, identity: null, error: asLifeboatError(error) };
  }
}

/** A sign-in as `--json` shows it. */
export function signInDocument({ name, identity, error }: Seen): Record<string, unknown> {
  return {
    name,
    who: identity?.who ?? null,
    objectId: identity?.objectId ?? null,
    tenantId: identity?.tenantId ?? null,
    method: identity?.method ?? null,
    expiresAt: isoTime(identity?.expiresAt ?? null),
    error: error && errorDocument(error),
  };
}

function rowOf({ name, identity }: Seen, now: number): Cell[] {
  if (identity === null) {
    return [name, { text: 'nobody', tone: 'bad' }, '', '', ''];
  }
  const { who, tenantId, method, expiresAt } = identity;
  return [
    name,
    { text: who, tone: 'good' },
    tenantId ?? '',
    method,
    utcTimeAndRelative(expiresAt, now),
  ];
}

/** Why each one does not work and what helps, as far as the error of the whole does not say it. */
function reasons(all: readonly Seen[]): Block[] {
  const failed = all.filter((one) => one.error !== null);
  const said = failed.length === all.length ? failed.slice(1) : failed;
  return said.map(({ name, error }) => {
    const words = error?.message ?? '';
    const why = /[.!?]$/.test(words) ? words : `${words}.`;
    const hint = failed.length === 1 ? '' : (error?.hint ?? '');
    return { kind: 'sentence', tone: 'bad', text: `${name}: ${why} ${hint}`.trim() };
  });
}

function errorOf(all: readonly Seen[]): LifeboatError | null {
  const failed = all.filter((one) => one.error !== null);
  const [first] = failed;
  if (first === undefined) return null;
  if (failed.length === all.length) return first.error;
  const names = failed.map((one) => one.name).join(', ');
  const hint = failed.length === 1 ? (first.error?.hint ?? null) : null;
  return new LifeboatError('partial', `Some sign-ins do not work: ${names}.`, {
    ...(hint === null ? {} : { hint }),
  });
}
