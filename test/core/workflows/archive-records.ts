import type { Backup } from '../../../packages/core/src/domain/backup.ts';
import type { Service } from '../../../packages/core/src/domain/configuration.ts';
import type { Notice } from '../../../packages/core/src/domain/notice.ts';
import type { Operation } from '../../../packages/core/src/domain/operation.ts';
import { aNotice } from '../../contract/watch-records.ts';
import * as samples from '../domain/build-records.ts';

export const dayMs = samples.dayMs;

type Whose = Pick<Service, 'id' | 'label' | 'resourceId'>;

/** The run of a day, which made {@link aBackup} of that day. */
export function anOperation({ id, label, resourceId }: Whose, day: number, at: number): Operation {
  return samples.anOperation({
    id: `operation-${day}`,
    service: id,
    label,
    resourceId,
    account: 'stcontosodr',
    container: 'apim-backups',
    blobName: nameOf(day),
    backup: `backup-${day}`,
    plannedAt: at - 600_000,
    startedAt: at - 600_000,
    endedAt: at,
  });
}

/** The backup of a day. */
export function aBackup(
  { id, label }: Pick<Whose, 'id' | 'label'>,
  day: number,
  at: number,
): Backup {
  return samples.aBackup({
    id: `backup-${day}`,
    service: id,
    label,
    account: 'stcontosodr',
    container: 'apim-backups',
    name: nameOf(day),
    url: `https://stcontosodr.blob.core.windows.net/apim-backups/${nameOf(day)}`,
    createdAt: at,
    seenAt: at,
    operation: `operation-${day}`,
  });
}

/** What people heard about it. */
export function aNoticeOf(
  { id, label }: Pick<Whose, 'id' | 'label'>,
  day: number,
  at: number,
): Notice {
  const deliveries = aNotice('x').deliveries.map((each) => ({
    ...each,
    status: 'delivered' as const,
  }));
  return aNotice(`notice-${day}`, {
    event: 'success',
    service: id,
    label,
    at,
    threshold: null,
    deliveries,
  });
}

function nameOf(day: number): string {
  return `contoso-prod.Premium.westeurope.20200101T00${String(day).padStart(4, '0')}Z.apimbackup`;
}
