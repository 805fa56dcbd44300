import { randomUUID } from 'node:crypto';
import type { Ids, Random } from '../ports/time.ts';

/** Random GUIDs (version 4). */
export function systemIds(): Ids {
  return { next: () => randomUUID() };
}

/** The machine's randomness, for jitter; not for secrets. */
export function systemRandom(): Random {
  return () => Math.random();
}
