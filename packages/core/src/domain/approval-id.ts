import { createHash } from 'node:crypto';

// Crockford's base 32 in lower case, as in the ids of backups.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const letters = 6;

/**
 * The id of a request for a second person: `a` and six letters or digits, short enough to be read out
 * loud. `taken` tells ids that are in use; with 30 bits that hardly ever matters.
 */
export function approvalId(seed: string, taken: (id: string) => boolean): string {
  for (let round = 0; ; round += 1) {
    const hash = createHash('sha256').update(`${seed}\n${round}`).digest();
    const drawn = Array.from({ length: letters }, (_, at) => alphabet[(hash[at] ?? 0) & 31]);
    const id = `a${drawn.join('')}`;
    if (!taken(id)) return id;
  }
}
