import { LifeboatError } from '../domain/error.ts';
import type { Operation } from '../domain/operation.ts';
import { auditOf, moveOperation } from './transition.ts';
import type { Work } from './work.ts';

/**
 * Ends the record of an operation that stays unknown, in a person's name. Nothing changes in Azure.
 * Errors: `conflict` when it is not unknown, since then Azure or Lifeboat knows better.
 */
export async function abandon(
  work: Work,
  operation: Operation,
  reason: string,
): Promise<Operation> {
  const now = work.ports.clock.now();
  const { who } = work.ports.thisProcess.requester;
  const words = `Given up by ${who}: ${reason}. How it ended in Azure is not known.`;
  const refused = (status: string): LifeboatError =>
    new LifeboatError(
      'conflict',
      `The ${operation.kind} of ${operation.label} is ${status}, so there is nothing to give up.`,
      {
        hint: `Only an operation that stays unknown can be given up. \`apim follow ${operation.id}\` watches it.`,
        data: { operation: operation.id },
      },
    );
  if (operation.status !== 'unknown') throw refused(operation.status);
  const { moved, operation: after } = await moveOperation(work, operation, (current) => ({
    ...current,
    status: 'failed',
    endedAt: now,
    nextLookAt: null,
    blind: null,
    error: {
      status: null,
      code: null,
      message: words,
      requestId: current.requestId,
      correlationId: current.correlationId,
      details: [],
    },
  }));
  if (!moved) throw refused(after.status);
  await work.ports.audit.append(auditOf(work, 'abandon', after, words, reason));
  return after;
}
