import type { FakePorts } from '../../packages/core/src/testing.ts';
import { createLeases } from '../../packages/core/src/workflows/lease.ts';

/** The life of a pretend process: after so many calls of its ports one of them never returns. */
export type Life = { callsLeft: number; dead: boolean; onDeath(): void };

const never = new Promise<never>(() => undefined);

/**
 * A call as a mortal process makes it. The one it dies in is half of the time still carried out:
 * a kill may come before or after the deed.
 */
export async function mortally<T>(
  life: Life,
  chance: () => number,
  act: () => Promise<T>,
): Promise<T> {
  if (life.dead) return never;
  life.callsLeft -= 1;
  if (life.callsLeft <= 0) {
    life.dead = true;
    life.onDeath();
    if (chance() < 0.5) await act().catch(() => undefined);
    return never;
  }
  const answer = await act();
  return life.dead ? never : answer;
}

/** The ports of a process that dies when its life is over. Azure is given mortal already. */
export function mortalPorts(ports: FakePorts, life: Life, chance: () => number): FakePorts {
  const { store, audit } = ports;
  const dying: FakePorts = {
    ...ports,
    store: {
      ...store,
      read: () => mortally(life, chance, () => store.read()),
      update: (change) => mortally(life, chance, () => store.update(change)),
    },
    audit: { ...audit, append: (entry) => mortally(life, chance, () => audit.append(entry)) },
  };
  return { ...dying, leases: createLeases(dying) };
}
