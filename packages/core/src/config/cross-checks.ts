import { wrongApprovals } from './cross-checks/approvals.ts';
import { wrongAzureNames } from './cross-checks/azure-names.ts';
import { wrongCloud } from './cross-checks/cloud.ts';
import { sameNames, samePeople, sameServices, sameWebhooks } from './cross-checks/duplicates.ts';
import { type CrossCheck, entry } from './cross-checks/finding.ts';
import { wrongReferences } from './cross-checks/references.ts';
import { impossibleSchedules } from './cross-checks/schedules.ts';
import { wrongSignIns } from './cross-checks/sign-ins.ts';
import { wrongStorageAccess } from './cross-checks/storage-access.ts';
import { type Mistake, pathText } from './mistake.ts';
import type { PlacedValue } from './place-values.ts';

const checks: readonly CrossCheck[] = [
  wrongCloud,
  wrongSignIns,
  wrongReferences,
  wrongStorageAccess,
  wrongAzureNames,
  sameNames,
  sameServices,
  sameWebhooks,
  samePeople,
  impossibleSchedules,
  wrongApprovals,
];

/**
 * What the schema cannot see: names that name nothing, and things that need or contradict each
 * other. Works on data of any shape, so that it finds its mistakes beside the schema's.
 */
export function crossCheck(value: unknown, placed: PlacedValue): Mistake[] {
  const file = entry(value);
  return checks
    .flatMap((check) => check(file, placed))
    .map(({ path, message, suggestion = null, of = 'value' }) => {
      return { path: pathText(path), ...placed.placeOf(path, of), message, suggestion };
    });
}
