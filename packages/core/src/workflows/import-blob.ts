import { parseServiceId } from '../arm/resource-id.ts';
import type { Backup } from '../domain/backup.ts';
import { backupId } from '../domain/backup-id.ts';
import { parseBlobName } from '../domain/blob-name.ts';
import { type ServiceId, serviceId } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';
import { redactSettings } from '../domain/redact-settings.ts';
import type { BlobSeen } from '../ports/azure.ts';
import { parseForeignBlobName } from './foreign-blob-name.ts';
import type { Companion } from './read-companion.ts';

/** A service that a blob's name may speak of. */
export type KnownService = { id: ServiceId; label: string; azureName: string };

/** A blob nobody has a record of, and what is known around it. */
export type UnknownBlob = {
  account: string;
  container: string;
  blob: BlobSeen;
  companion: Companion | null;
  cloud: string;
  /** Services by preference: of several with one Azure name the first counts. */
  services: readonly KnownService[];
  /** When the storage was listed. */
  seenAt: Instant;
};

/** A record for the catalogue, or why there is none. */
export type BlobImport =
  | { kind: 'backup'; backup: Backup }
  /** By its name a backup, but of a service that nobody told Lifeboat of. */
  | { kind: 'service-unknown'; azureName: string }
  | { kind: 'foreign' };

/**
 * What to make of a blob without a record: the service is told by the companion's resource id, else
 * by the blob's name. Its 30 days count from the earliest time that its name, its Creation-Time and
 * its companion give; a companion that says its time is Azure's own is believed, unless the blob is
 * older than it claims. Pure.
 */
export function importBlob(unknown: UnknownBlob): BlobImport {
  const { blob, companion, account, container } = unknown;
  const base = blob.name.slice(blob.name.lastIndexOf('/') + 1);
  const stamped = parseBlobName(base);
  const named = stamped ?? parseForeignBlobName(base);
  const service = serviceOf(unknown, named?.azureName ?? null);
  if (service === null) {
    return named === null
      ? { kind: 'foreign' }
      : { kind: 'service-unknown', azureName: named.azureName };
  }
  const made = timeOf(named?.at ?? null, unknown);
  if (made === null) return { kind: 'foreign' };
  return {
    kind: 'backup',
    backup: {
      id: backupId({ account, container, name: blob.name }),
      service: service.id,
      label: service.label,
      account,
      container,
      name: blob.name,
      url: blob.url,
      purpose: companion?.purpose ?? 'manual',
      ...made,
      tier: companion?.tier ?? stamped?.tier ?? null,
      region: companion?.region ?? stamped?.region ?? null,
      state: 'present',
      seenAt: unknown.seenAt,
      etag: blob.etag,
      sizeBytes: blob.sizeBytes,
      operation: isGuid(companion?.operation) ? companion.operation : null,
      note: null,
      // The storage is not ours alone: what is read from it is redacted once more.
      settings: companion?.settings ? redactSettings(companion.settings) : null,
      imported: true,
    },
  };
}

function serviceOf(
  { companion, services, cloud }: UnknownBlob,
  azureName: string | null,
): KnownService | null {
  const place = parseServiceId(companion?.resourceId ?? '');
  if (place.ok) {
    const id = serviceId(cloud, companion?.resourceId?.replace(/\/$/, '') ?? '');
    const known = services.find((service) => service.id === id);
    return known ?? { id, label: place.name, azureName: place.name };
  }
  const wanted = azureName?.toLowerCase();
  return services.find((service) => service.azureName.toLowerCase() === wanted) ?? null;
}

function timeOf(
  stamp: Instant | null,
  { blob, companion, seenAt }: UnknownBlob,
): { createdAt: Instant; estimated: boolean } | null {
  const told = companion?.createdAt ?? null;
  const blobAt = blob.createdAt ?? blob.modifiedAt;
  if (told !== null && companion?.estimated === false && told <= (blobAt ?? seenAt)) {
    return { createdAt: told, estimated: false };
  }
  const times = [stamp, blobAt, told].filter((time) => time !== null);
  // Nothing we see was made later than now, whatever a clock somewhere said.
  return times.length === 0 ? null : { createdAt: Math.min(...times, seenAt), estimated: true };
}

function isGuid(text: string | null | undefined): text is string {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text ?? '');
}
