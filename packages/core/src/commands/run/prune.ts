import type { Service } from '../../domain/configuration.ts';
import { LifeboatError } from '../../domain/error.ts';
import { resolveKnown } from '../../workflows/known-services.ts';
import { planPrune } from '../../workflows/plan-prune.ts';
import { type Pruned, prune } from '../../workflows/prune.ts';
import type { CommandContext, Input } from '../definition.ts';
import type { Report } from '../report.ts';
import { prunedWords, pruneReport } from './prune-report.ts';

/** What `apim prune` does. */
export async function runPrune(context: CommandContext, input: Input): Promise<Report> {
  const { lifeboat, door, signal } = context;
  const { ports, configuration } = lifeboat;
  const services = await chosen(context, input.one('service'));
  if (input.has('yes')) refuseFirst(configuration, services);
  door.say({ kind: 'sentence', tone: 'quiet', text: 'Reading the storages …' });
  const plan = await planPrune(lifeboat, services, signal);
  const now = ports.clock.now();
  if (!input.has('yes')) {
    return pruneReport({
      plan,
      pruned: null,
      interrupted: false,
      snapshot: await ports.store.read(),
      now,
    });
  }
  const pruned: Pruned[] = await prune(lifeboat, plan, {
    signal,
    onPruned: (one) => door.say({ kind: 'sentence', ...prunedWords(one) }),
  });
  const going = plan.services.flatMap(({ retentions }) => retentions).filter(({ goes }) => goes);
  return pruneReport({
    plan,
    pruned,
    interrupted: pruned.length < going.length,
    snapshot: await ports.store.read(),
    now,
  });
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

/** What can be refused before anything is read. */
function refuseFirst(
  { readOnly, approvals }: CommandContext['lifeboat']['configuration'],
  services: readonly Service[],
): void {
  if (readOnly) {
    throw new LifeboatError(
      'read-only',
      'Lifeboat is read-only here, so it deletes nothing. Nothing changed in Azure.',
      { hint: '`apim prune` without --yes shows what could go.' },
    );
  }
  const wanted = approvals.environments.prune ?? [];
  const guarded = services.filter(({ environment }) => wanted.includes(environment ?? ''));
  if (guarded.length === 0) return;
  const names = guarded.map(({ label }) => label).join(', ');
  throw new LifeboatError(
    'approval-required',
    `Pruning ${names} wants a second person (\`approvals: prune\`). Nothing was deleted.`,
    { hint: '`apim prune` without --yes shows what could go.' },
  );
}
