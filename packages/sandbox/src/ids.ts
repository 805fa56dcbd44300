import { createHash } from 'node:crypto';

/** Makes GUIDs that repeat with the seed, in the form of random ones (RFC 9562, version 4). */
export function createIds(seed: string): () => string {
  let made = 0;
  return () => {
    made += 1;
    const hex = createHash('sha256').update(`${seed}/${made}`).digest('hex');
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `${'89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4)}${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join('-');
  };
}
