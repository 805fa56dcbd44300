import { isEnded } from '../../domain/operation.ts';
import { openOperations } from '../../workflows/adopt.ts';
import type { CommandContext, Input } from '../definition.ts';
import type { Report } from '../report.ts';
import { afterRestore, afterwards, wayBack } from './after-restore.ts';
import { findEverywhere } from './find-operation.ts';
import { operationsReport } from './operation-report.ts';
import { watchWithProgress } from './watch.ts';

/** What `apim follow` does. */
export async function runFollow(context: CommandContext, input: Input): Promise<Report> {
  const { ports } = context.lifeboat;
  const snapshot = await ports.store.read();
  const named = input.one('operation');
  const operations =
    named === null ? openOperations(snapshot) : [await findEverywhere(ports, snapshot, named)];
  if (operations.length === 0) {
    return {
      data: { operations: [] },
      blocks: [{ kind: 'sentence', tone: 'good', text: 'Nothing runs.' }],
      error: null,
    };
  }
  const open = operations.filter((operation) => !isEnded(operation.status));
  const watched = await watchWithProgress(context, open, input.durationMs('timeout'));
  const ended = operations
    .filter((operation) => isEnded(operation.status))
    .map((operation) => ({ kind: 'watched' as const, operation, end: 'ended' as const }));
  const now = await ports.store.read();
  const results = [...ended, ...watched.map((one) => ({ kind: 'watched' as const, ...one }))];
  const report = operationsReport(results, { snapshot: now, now: ports.clock.now() });
  const after = results.flatMap(({ operation }) => afterRestore(now, operation) ?? []);
  const [only] = after;
  return {
    ...report,
    data: {
      ...report.data,
      ...(only === undefined || after.length > 1
        ? {}
        : {
            notRestored: only.gaps.map(({ name, effect, sentence }) => ({
              name,
              effect,
              sentence,
            })),
            ...(only.putBack === null ? {} : { putBack: only.putBack }),
          }),
    },
    blocks: [
      ...report.blocks,
      ...after.flatMap(({ gaps, putBack }) => [
        ...afterwards(gaps),
        ...(putBack === null ? [] : wayBack(putBack)),
      ]),
    ],
  };
}
