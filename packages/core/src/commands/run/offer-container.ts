import type { Service, Storage } from '../../domain/configuration.ts';
import type { Plan } from '../../domain/plan.ts';
import { createContainer } from '../../workflows/create-container.ts';
import type { CommandContext } from '../definition.ts';

/** What a backup is planned into. */
type Into = { plan: Plan; service: Service; storage: Storage };

/**
 * Offers to make the containers that are missing, each once, where somebody can be asked. Azure says
 * that a backup makes a missing one, which is not to be relied on (facts/azure.md 3.2): whoever says no,
 * or cannot be asked, leaves it to Azure.
 */
export async function offerContainers(
  context: CommandContext,
  planned: readonly Into[],
): Promise<void> {
  const { lifeboat, door, signal } = context;
  if (door.ask === null || lifeboat.configuration.readOnly) return;
  const missing = new Map(
    planned
      .filter(({ plan }) => plan.checks.some(isMissing))
      .map((into) => [`${into.storage.account}/${into.storage.container}`, into]),
  );
  for (const [name, { service, storage }] of missing) {
    const answer = await door.ask({
      text: `There is no container ${name}. Make it now, private? (yes or no)`,
      choices: null,
      fallback: 'no',
      check: (typed) => (['yes', 'no'].includes(typed) ? null : 'Please type yes or no.'),
    });
    if (answer !== 'yes') continue;
    const done = await createContainer(lifeboat, service, storage, signal);
    const text = done.made ? `Made ${name}.` : `${name} could not be made: ${done.words}`;
    door.say({ kind: 'sentence', tone: done.made ? 'good' : 'warn', text });
  }
}

function isMissing({ name, verdict }: Plan['checks'][number]): boolean {
  return name === 'container' && verdict === 'warn';
}
