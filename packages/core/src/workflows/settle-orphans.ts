import type { ServiceId } from '../domain/configuration.ts';
import { isInAzure, type Operation } from '../domain/operation.ts';
import { openOperations, orphaned } from './adopt.ts';
import { releaseLease, takeLease } from './lease.ts';
import { lookOnce } from './look-once.ts';
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

/**
 * Looks once at what nobody follows of one service, so that an operation that ended while nobody
 * looked does not keep its service locked: each that is due, whose lease is free, at Azure's pace.
 */
export async function lookAtUnfollowed(
  work: Work,
  service: ServiceId,
  signal?: AbortSignal,
): Promise<void> {
  const snapshot = await work.ports.store.read();
  const due = openOperations(snapshot).filter(
    (operation) => operation.service === service && isDue(work, operation),
  );
  for (const operation of due) {
    if (snapshot.get('lease', operation.id) !== null) continue;
    if (!(await takeLease(work.ports, operation.id))) continue;
    try {
      await lookOnce(work, operation, signal ?? new AbortController().signal);
    } finally {
      await releaseLease(work.ports, operation.id);
    }
  }
}

function isDue(work: Work, operation: Operation): boolean {
  const sent = isInAzure(operation.status) && operation.status !== 'submitting';
  return sent && (operation.nextLookAt ?? 0) <= work.ports.clock.now();
}

/** Whether a process of this machine is proven gone. No trace of it proves nothing. */
export async function isProcessGone(work: Work, process: string): Promise<boolean> {
  if (process === work.ports.thisProcess.id) return false;
  const beat = (await work.ports.store.read()).get('beat', process);
  return beat !== null && work.ports.processes.look(beat) === 'gone';
}
