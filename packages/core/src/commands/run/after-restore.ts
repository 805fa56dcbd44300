import { notRestored } from '../../domain/not-restored.ts';
import type { Operation } from '../../domain/operation.ts';
import type { Snapshot } from '../../ports/store.ts';
import type { Block } from '../report.ts';

/** What a person needs once a restore is done, wherever its end was seen. */
export type AfterRestore = {
  gaps: ReturnType<typeof notRestored>;
  /** The line that puts the target back; null when no safety backup was made. */
  putBack: string | null;
};

/** From the restore's own record and its safety backup's; null when it is not a finished restore. */
export function afterRestore(snapshot: Snapshot, operation: Operation): AfterRestore | null {
  if (operation.kind !== 'restore' || operation.status !== 'succeeded') return null;
  const safety = snapshot
    .all('operation')
    .find(
      ({ parent, purpose, status }) =>
        parent === operation.id && purpose === 'safety' && status === 'succeeded',
    );
  return {
    gaps: notRestored(operation.settings),
    putBack:
      safety === undefined
        ? null
        : `apim restore ${operation.label} --from ${safety.backup ?? safety.blobUrl}`,
  };
}

/** The list of what does not come back. */
export function afterwards(gaps: ReturnType<typeof notRestored>): Block[] {
  // First what the service's settings show to concern it.
  const sorted = gaps.toSorted((one, other) => Number(other.certain) - Number(one.certain));
  return [
    { kind: 'heading', text: 'What a restore does not bring back' },
    {
      kind: 'list',
      items: sorted.map((gap) => ({ text: gap.sentence, tone: gap.certain ? 'warn' : 'plain' })),
    },
  ];
}

/** The line that puts the target back as it was. */
export function wayBack(line: string): Block[] {
  return [
    { kind: 'sentence', tone: 'plain', text: 'To put the target back as it was before:' },
    { kind: 'command', line },
  ];
}
