import { lroStep } from '../arm/lro.ts';
import { type Judgement, judge } from '../arm/settle.ts';
import type { Operation } from '../domain/operation.ts';
import { afterJudgement, afterStep } from './advance.ts';
import { completeBackup } from './complete-backup.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { moveOperation } from './transition.ts';
import type { Work } from './work.ts';

/**
 * One look at an operation in Azure, judged and written down: at its address while it has one,
 * else at the evidence. Gives the operation as it is afterwards.
 */
export async function lookOnce(
  work: Work,
  operation: Operation,
  signal: AbortSignal,
): Promise<Operation> {
  const address = operation.asyncOperation ?? operation.location;
  work.ports.log.info('looking', { step: 'looking', operation: operation.id });
  const next =
    address === null
      ? await byEvidence(work, operation, signal)
      : await byAddress(work, operation, address, signal);
  // An aborted look saw nothing worth writing down.
  signal.throwIfAborted();
  work.ports.log.info('looked', { step: 'looked', operation: operation.id });
  const { moved, operation: after } = await moveOperation(work, operation, next);
  work.ports.log.info('look written', {
    step: 'look-written',
    operation: after.id,
    status: after.status,
  });
  if (moved && after.kind === 'backup' && after.status === 'succeeded')
    await completeBackup(work, after);
  return after;
}

type Next = (current: Operation) => Operation;

async function byAddress(
  work: Work,
  operation: Operation,
  address: string,
  signal: AbortSignal,
): Promise<Next> {
  const look = await work.ports.azure(operation.signIn).apiManagement.ask(address, signal);
  const now = work.ports.clock.now();
  const step = lroStep({
    look,
    asked: operation.asyncOperation === null ? 'location' : 'async-operation',
    location: operation.location,
    asyncOperation: operation.asyncOperation,
    failedBefore: operation.stateBefore?.toLowerCase() === 'failed',
    missedLooks: operation.missedLooks,
    elapsedMs: now - (operation.attempts[0]?.at ?? operation.plannedAt),
    now,
    spread: work.ports.random(),
  });
  // Nobody will ever be asked there, so the evidence must tell; while it cannot, the address is named.
  const ended =
    look.kind === 'foreign-origin' ? await endByEvidence(work, operation, signal) : null;
  return ended ?? ((current) => afterStep(current, step, now));
}

async function endByEvidence(
  work: Work,
  operation: Operation,
  signal: AbortSignal,
): Promise<Next | null> {
  const judgement = judge(await gatherEvidence(work, operation, signal));
  return judgement.kind === 'keep-looking' ? null : afterEvidence(work, judgement);
}

async function byEvidence(work: Work, operation: Operation, signal: AbortSignal): Promise<Next> {
  return afterEvidence(work, judge(await gatherEvidence(work, operation, signal)));
}

function afterEvidence(work: Work, judgement: Judgement): Next {
  const now = work.ports.clock.now();
  const spread = work.ports.random();
  return (current) => afterJudgement(current, judgement, now, spread);
}
