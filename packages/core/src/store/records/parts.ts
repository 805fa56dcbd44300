import * as z from 'zod/mini';

// What the schemas of several records are made of.

/** Milliseconds since the epoch. */
export const instant = z.number();
/** A record's id. */
export const id = z.string().check(z.minLength(1));
/** Text, or null where there is none. */
export const text = z.nullable(z.string());
/** An instant, or null where there is none. */
export const when = z.nullable(instant);
/** Who asked, and through which door. */
export const requester = z.object({
  who: z.string(),
  host: z.string(),
  door: z.enum(['cli', 'tui', 'slack', 'watch']),
  slack: z.exactOptional(z.string()),
});
/** A warning's threshold. */
export const threshold = z.union([
  z.templateLiteral([z.number(), 'd']),
  z.templateLiteral([z.number(), 'h']),
  z.literal('expired'),
  z.literal('last-restorable'),
  z.literal('late'),
]);
