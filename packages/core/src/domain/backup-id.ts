import { createHash } from 'node:crypto';

// Crockford's base 32 in lower case: no i, l, o, u, so that an id survives being read out loud.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const letters = 10;

/** What a backup's id is made from. */
export type BackupPlace = {
  account: string;
  container: string;
  /** The blob's name; Azure tells upper from lower case in it. */
  name: string;
};

/**
 * The id of a backup: `b` and ten letters or digits, the same on every machine, since it is made
 * from the place alone (SHA-256). 50 bits: among 100,000 backups two share an id with a chance of
 * about 1 in 200,000. Account and container are lower case in Azure, so their case is ignored.
 */
export function backupId(place: BackupPlace): string {
  const account = place.account.toLowerCase();
  const container = place.container.toLowerCase();
  const hash = createHash('sha256').update(`${account}/${container}/${place.name}`).digest();
  let bits = hash.readBigUInt64BE(0);
  let id = '';
  for (let index = 0; index < letters; index += 1) {
    id += alphabet[Number(bits & 31n)];
    bits >>= 5n;
  }
  return `b${id}`;
}

/** Whether a text has the shape of a backup's id. */
export function looksLikeBackupId(text: string): boolean {
  return /^b[0-9a-hjkmnp-tv-z]{10}$/.test(text);
}
