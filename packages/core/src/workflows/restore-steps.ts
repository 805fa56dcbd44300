import type { Service } from '../domain/configuration.ts';
import type { PlanStep } from '../domain/plan.ts';
import { typicalRun } from '../domain/typical.ts';
import type { Snapshot } from '../ports/store.ts';

/** What a restore does one after the other, and how long each took before. */
export function stepsOf(
  snapshot: Snapshot,
  run: { target: Service; safety: boolean; fresh: Service | null },
): PlanStep[] {
  const { target, safety, fresh } = run;
  const operations = snapshot.all('operation');
  const backupOf = (what: PlanStep['what'], service: Service): PlanStep => ({
    what,
    service: service.label,
    expected: typicalRun(operations, service.id, 'backup'),
  });
  return [
    ...(fresh === null ? [] : [backupOf('fresh-backup', fresh)]),
    ...(safety ? [backupOf('safety-backup', target)] : []),
    {
      what: 'restore',
      service: target.label,
      expected: typicalRun(operations, target.id, 'restore'),
    },
  ];
}
