import { configuredApplication } from './config.ts';
import type { Machine } from './identity-endpoints/machine.ts';
import type { Principal } from './seams.ts';
import type { World } from './world/index.ts';

/** When the world's running operations and failovers have something to do, in sandbox time. */
export function dueTimes(world: World): number[] {
  const { operations, failovers } = world.state;
  const isRunning = ({ status }: { status: string }) => status === 'running';
  return [
    ...operations.filter(isRunning).flatMap(({ checkAt, endAt }) => [checkAt, endAt]),
    ...failovers.filter(isRunning).map(({ endAt }) => endAt),
  ];
}

/**
 * Lets the world keep up with the clock while nobody asks, so that a blob is
 * written when its backup ends and not when somebody looks.
 */
export function keepUp(world: World): () => Promise<void> {
  let settling = Promise.resolve();
  const timer = setInterval(() => {
    if (dueTimes(world).length === 0) return;
    // A failure shows to the next request, which settles too.
    settling = settling.then(() => world.settle()).catch(() => undefined);
  }, 200).unref();
  return async () => {
    clearInterval(timer);
    await settling;
  };
}

/** The application that the written configuration signs in with. */
export function applicationOf(world: World): Principal | null {
  return world.directory.find('common', configuredApplication);
}

/** The machine of the beginning: one identity of its own, one attached. */
export function machineOf(world: World): Machine {
  const find = (name: string) => world.directory.find('common', name);
  const attached = find('id-oncall');
  const subscription = world.state.subscriptions[0]?.id ?? '';
  const resourceId = `/subscriptions/${subscription}/resourceGroups/rg-backup/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-oncall`;
  return {
    systemAssigned: find('vm-oncall'),
    userAssigned: attached === null ? [] : [{ principal: attached, resourceId }],
  };
}
