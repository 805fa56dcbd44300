import type { ServiceId } from '../domain/configuration.ts';
import { openOperations, orphaned } from './adopt.ts';
import { moveOperation } from './transition.ts';
import type { Work } from './work.ts';

/**
 * Settles what a dead process left behind for one service, so that a crash does not block it: a
 * planned operation that can never be sent any more ends, one that was being sent becomes `unknown`.
 * Only with proof that the process is gone; a silent one keeps its operation.
 */
export async function settleOrphans(work: Work, service: ServiceId): Promise<void> {
  const snapshot = await work.ports.store.read();
  const open = openOperations(snapshot).filter((operation) => operation.service === service);
  for (const operation of open) {
    if (!(await isProcessGone(work, operation.process))) continue;
    const holder = { me: work.ports.thisProcess.id, gone: true };
    const left = orphaned(operation, holder, work.ports.clock.now());
    if (left.kind === 'settle') await moveOperation(work, operation, left.next);
  }
}

/** Whether a process of this machine is proven gone. No trace of it proves nothing. */
export async function isProcessGone(work: Work, process: string): Promise<boolean> {
  if (process === work.ports.thisProcess.id) return false;
  const beat = (await work.ports.store.read()).get('beat', process);
  return beat !== null && work.ports.processes.look(beat) === 'gone';
}
