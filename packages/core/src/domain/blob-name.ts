import { LifeboatError } from './error.ts';
import type { Instant } from './instant.ts';

/** What a backup's blob name says of it: all that the opaque blob does not. */
export type BlobNameParts = {
  azureName: string;
  /** As Azure spells it, such as `Premium`. */
  tier: string;
  /** Normalised: lower case, no spaces. */
  region: string;
  /** When the backup was asked for; whole seconds. */
  at: Instant;
};

const ending = '.apimbackup';
const companionEnding = '.json';
// No dot may be in a part, or the name would not come apart again.
const part = /^[A-Za-z0-9_-]+$/;
const shape =
  /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z\.apimbackup$/;

/**
 * The blob name of a backup, `{azureName}.{tier}.{region}.{yyyyMMddTHHmmssZ}.apimbackup`, so that
 * a container tells its story without a store. Parts of a second are dropped.
 * Errors: `internal` when a part is empty or has a character a name cannot carry.
 */
export function blobName(parts: BlobNameParts): string {
  for (const value of [parts.azureName, parts.tier, parts.region]) {
    if (!part.test(value)) {
      throw new LifeboatError('internal', `"${value}" cannot be part of a backup's name.`, {
        hint: 'Give the backup a name of its own with --name.',
      });
    }
  }
  return `${parts.azureName}.${parts.tier}.${parts.region}.${stamp(parts.at)}${ending}`;
}

/** What a blob name says, or null when it was not made by {@link blobName}. Never throws. */
export function parseBlobName(name: string): BlobNameParts | null {
  const [, azureName, tier, region, ...digits] = shape.exec(name) ?? [];
  if (azureName === undefined || tier === undefined || region === undefined) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = digits.map(Number);
  const at = Date.UTC(year, month - 1, day, hour, minute, second);
  // Date.UTC rolls 31 February over, and reads years before 100 as 19xx: both are foreign names.
  if (!name.endsWith(`.${stamp(at)}${ending}`)) return null;
  return { azureName, tier, region, at };
}

/** What the names of a service's backups begin with, for listing. Azure compares blob names exactly. */
export function blobPrefix(azureName: string): string {
  return `${azureName}.`;
}

/** The name of the companion that keeps who, why and the redacted settings beside a backup. */
export function companionName(name: string): string {
  return `${name}${companionEnding}`;
}

/** The backup's blob name a companion belongs to, or null when the name is no companion's. */
export function companionOf(name: string): string | null {
  if (!name.endsWith(companionEnding)) return null;
  const backup = name.slice(0, -companionEnding.length);
  return backup === '' ? null : backup;
}

function stamp(at: Instant): string {
  return new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').concat('Z');
}
