import { createHash } from 'node:crypto';

/**
 * The settings of a service as several records hold them. They are 2 to 4 kB, two thirds of a record,
 * and change seldom: in the file each is written once, and the records name it by its key.
 */
export type SharedSettings = {
  /** Made from the text, so that equal settings have the same key on every machine. */
  key: string;
  value: object;
  /** Its line in the file. */
  line(): Uint8Array;
};

/** Kinds whose `settings` may be shared. Their schemas allow no text there, so a text is a key. */
const sharing: ReadonlySet<string> = new Set(['backup', 'operation']);

/** Shorter ones stay in their record: the key and its line would be no less. Characters. */
const leastShared = 256;

/** The settings that a record of this kind shares; null when it has none, or short ones. */
export function settingsOf(kind: string, record: object): SharedSettings | null {
  if (!sharing.has(kind) || !('settings' in record)) return null;
  const { settings } = record;
  if (typeof settings !== 'object' || settings === null) return null;
  const text = JSON.stringify(settings);
  if (text.length < leastShared) return null;
  const key = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  const bytes = Buffer.from(`["${key}",${text}]`);
  return { key, value: settings, line: () => bytes };
}

/** The record as it is written: its shared settings by their key. */
export function withKey(record: object, shared: SharedSettings | null): object {
  return shared === null ? record : { ...record, settings: shared.key };
}

/**
 * Puts the settings in the place of their key, in the record itself, which was just parsed. A key
 * that nobody wrote stays, and does not fit the record's schema.
 */
export function resolveSettings(
  kind: string,
  record: object,
  known: ReadonlyMap<string, SharedSettings>,
): SharedSettings | null {
  if (!sharing.has(kind) || !('settings' in record) || typeof record.settings !== 'string')
    return null;
  const shared = known.get(record.settings) ?? null;
  if (shared !== null) record.settings = shared.value;
  return shared;
}
