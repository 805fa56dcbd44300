import type { Context } from 'hono';
import { z } from 'zod';

/** A control request's body, checked; or the 400 that says what is wrong with it. */
export type Checked<T> = { ok: true; value: T } | { ok: false; response: Response };

/** Reads a JSON body by a schema. An empty body counts as `{}`. */
export async function readBody<S extends z.ZodType>(
  c: Context,
  schema: S,
): Promise<Checked<z.output<S>>> {
  const text = await c.req.text();
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, response: refuse(c, z.prettifyError(parsed.error)) };
}

/** The 400 of the control endpoint. */
export function refuse(c: Context, message: string): Response {
  return c.json({ error: { code: 'InvalidControlRequest', message } }, 400);
}

function parseJson(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
