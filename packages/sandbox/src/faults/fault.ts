import { z } from 'zod';
import type { FrontName } from '../control/journal.ts';

const when = z.enum(['before', 'after']).default('before');
const headers = z.record(z.string(), z.string()).default({});

/**
 * What can go wrong with one exchange. `when: 'after'` means that the real
 * handler ran, and only its answer is lost or spoiled.
 */
export const playSchema = z.discriminatedUnion('kind', [
  /** An answer made up here. `body` is sent as JSON unless it is a string. */
  z.strictObject({
    kind: z.literal('status'),
    status: z.number().int().min(200).max(599),
    headers,
    body: z.unknown().optional(),
    when,
  }),
  /** The connection is cut. After the handler, this is the lost 202. */
  z.strictObject({ kind: z.literal('reset'), when }),
  /** No answer until the client or the sandbox gives up. */
  z.strictObject({ kind: z.literal('hang'), when }),
  /** The real answer, late by real milliseconds. */
  z.strictObject({ kind: z.literal('slow'), delayMs: z.number().int().min(0).max(600_000) }),
  /** The real status and headers with a body that is not JSON, XML or anything. */
  z.strictObject({ kind: z.literal('garbage') }),
  /** Half of the real body under its full Content-Length, then the connection is cut. */
  z.strictObject({ kind: z.literal('truncated') }),
  /** The real answer, with `Location` (and `Azure-AsyncOperation`) moved to another origin. */
  z.strictObject({ kind: z.literal('foreign-location'), origin: z.url() }),
  /** The real answer, with `nextLink` moved to another origin, or made up when there is none. */
  z.strictObject({ kind: z.literal('foreign-next-link'), origin: z.url() }),
]);

/** One thing that goes wrong. */
export type Play = z.output<typeof playSchema>;

/** When it goes wrong: which requests, and how often. */
export const faultSchema = z.strictObject({
  front: z.enum(['main', 'storage', 'identity', 'gateway']).optional(),
  method: z.string().optional(),
  /** A regular expression, without regard to case, for path and query as they were sent. */
  path: z.string().refine(isPattern, 'is not a regular expression').default('.*'),
  /** The first matching request it applies to, counted from 1. */
  nth: z.number().int().min(1).default(1),
  /** How many matching requests in a row it applies to; null for all that follow. */
  count: z.number().int().min(1).nullable().default(1),
  play: playSchema,
});

/** A scripted fault. */
export type Fault = z.output<typeof faultSchema>;
/** A scripted fault as a caller writes it. */
export type FaultInput = z.input<typeof faultSchema>;

/** What a fault is matched with. */
export type Seen = { front: FrontName; method: string; path: string };

/** Does the fault speak about this request at all? */
export function isAbout(fault: Fault, seen: Seen): boolean {
  if (fault.front !== undefined && fault.front !== seen.front) return false;
  if (fault.method !== undefined && fault.method.toUpperCase() !== seen.method.toUpperCase()) {
    return false;
  }
  return new RegExp(fault.path, 'i').test(seen.path);
}

/** Does it apply to the `matched`th request it is about, counted from 1? */
export function isDue(fault: Fault, matched: number): boolean {
  if (matched < fault.nth) return false;
  return fault.count === null || matched < fault.nth + fault.count;
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) !== null;
  } catch {
    return false;
  }
}
