import { abandon } from '../../workflows/abandon.ts';
import type { CommandContext, Input } from '../definition.ts';
import { operationDocument } from '../json.ts';
import type { Report } from '../report.ts';
import { findOperation } from './find-operation.ts';
import { reasonOf } from './reason-wanted.ts';

/** What `apim abandon` does. */
export async function runAbandon(context: CommandContext, input: Input): Promise<Report> {
  const reason = reasonOf(input, 'Giving up on an operation wants a reason.');
  const snapshot = await context.lifeboat.ports.store.read();
  const operation = await abandon(
    context.lifeboat,
    findOperation(snapshot, input.one('operation') ?? ''),
    reason,
  );
  return {
    data: { operations: [operationDocument(operation)] },
    blocks: [
      {
        kind: 'sentence',
        tone: 'warn',
        text: `The ${operation.kind} of ${operation.label} is given up. Nobody knows how it ended in Azure; look at the service before you start another.`,
      },
    ],
    error: null,
  };
}
