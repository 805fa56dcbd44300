import type { Instant } from '../../domain/instant.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { FleetRow } from '../../workflows/fleet.ts';
import type { ServiceDocument } from '../json.ts';
import { serviceDocument } from '../json.ts';
import type { Tone } from '../report.ts';
import { failoverDocument } from './failover-words.ts';

/** How a verdict is shown. */
export function verdictTone(verdict: Verdict): Tone {
  switch (verdict) {
    case 'gone':
    case 'stale':
    case 'never':
      return 'bad';
    case 'failing':
    case 'late':
    case 'unknown':
      return 'warn';
    case 'running':
      return 'busy';
    case 'fresh':
      return 'good';
    case 'paused':
    case 'cannot':
      return 'quiet';
  }
}

/** Whether a person should do something about it. */
export function needsPerson(verdict: Verdict): boolean {
  const tone = verdictTone(verdict);
  return tone === 'bad' || tone === 'warn';
}

/** A row of the fleet as `--json` shows it. */
export function rowDocument(row: FleetRow, now: Instant): ServiceDocument {
  const { service, seen, judgement, hold, pause } = row;
  return serviceDocument({
    label: service.label,
    azureName: service.azureName,
    resourceId: service.resourceId,
    tier: seen?.tier ?? null,
    region: seen?.region ?? null,
    verdict: judgement.verdict,
    lastBackup: judgement.newest?.id ?? null,
    restorableUntil: judgement.restorableUntil,
    failover: failoverDocument(row, now),
    heldUntil: hold?.until ?? null,
    pausedUntil: pause?.until ?? null,
  });
}
