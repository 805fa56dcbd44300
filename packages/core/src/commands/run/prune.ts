import type { Service } from '../../domain/configuration.ts';
import { LifeboatError } from '../../domain/error.ts';
import { nameToType } from '../../domain/name-to-type.ts';
import { resolveKnown } from '../../workflows/known-services.ts';
import { planPrune } from '../../workflows/plan-prune.ts';
import { type Pruned, prune, refuseReadOnly } from '../../workflows/prune.ts';
import type { CommandContext, Input } from '../definition.ts';
import type { Report } from '../report.ts';
import { prunedWords, pruneReport } from './prune-report.ts';
import { requestsOf } from './requests-of.ts';

/** What `apim prune` does. */
export async function runPrune(context: CommandContext, input: Input): Promise<Report> {
  const { lifeboat, door, signal } = context;
  const { ports } = lifeboat;
  const services = await chosen(context, input.one('service'));
  if (input.has('yes')) refuseReadOnly(lifeboat);
  door.say({ kind: 'sentence', tone: 'quiet', text: 'Reading the storages …' });
  const plan = await planPrune(lifeboat, services, signal);
  const now = ports.clock.now();
  const line = pruneLine(input.one('service') === null ? null : services[0]);
  const outcome = { plan, pruned: null, interrupted: false, line, now };
  if (!input.has('yes')) return pruneReport({ ...outcome, snapshot: await ports.store.read() });
  let pruned: Pruned[];
  try {
    pruned = await prune(lifeboat, plan, {
      signal,
      reason: input.text('reason'),
      onPruned: (one) => door.say({ kind: 'sentence', ...prunedWords(one) }),
    });
  } catch (error) {
    const waiting = await requestsOf(context, error);
    if (waiting === null) throw error;
    const shown = pruneReport({ ...outcome, line: null, snapshot: await ports.store.read() });
    const data = { ...shown.data, approvals: waiting.documents };
    return { data, blocks: shown.blocks, error: waiting.error };
  }
  const going = plan.services.flatMap(({ retentions }) => retentions).filter(({ goes }) => goes);
  const interrupted = pruned.length < going.length;
  return pruneReport({ ...outcome, pruned, interrupted, snapshot: await ports.store.read() });
}

/** What deletes the same that is shown. */
function pruneLine(only: Service | null | undefined): string {
  return only == null ? 'apim prune --yes' : `apim prune ${nameToType(only)} --yes`;
}

async function chosen(
  { lifeboat: { ports, configuration } }: CommandContext,
  name: string | null,
): Promise<Service[]> {
  if (name !== null) return [resolveKnown(configuration, await ports.store.read(), name)];
  if (configuration.services.length > 0) return configuration.services;
  throw new LifeboatError(
    'config-missing',
    'No services are configured, so nothing says what to keep.',
    {
      hint: 'Run `apim init`, then give services a `keep`.',
    },
  );
}
