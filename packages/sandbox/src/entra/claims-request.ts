import { z } from 'zod';

/** What a token request asks for in its `claims` parameter. */
export type ClaimsRequest = {
  /** The client said that it answers claims challenges (client capability `cp1`). */
  capable: boolean;
  /** The `nbf` of a challenge that is being answered. */
  notBefore: string | null;
};

const schema = z.object({
  access_token: z
    .object({
      xms_cc: z.object({ values: z.array(z.string()) }).optional(),
      nbf: z.object({ value: z.coerce.string() }).optional(),
    })
    .optional(),
});

/** Reads the `claims` parameter; an absent or malformed one asks for nothing. */
export function readClaimsRequest(text: string | undefined): ClaimsRequest {
  const parsed = schema.safeParse(parseJson(text ?? ''));
  const asked = parsed.success ? parsed.data.access_token : undefined;
  return {
    capable: asked?.xms_cc?.values.some((value) => value.toLowerCase() === 'cp1') ?? false,
    notBefore: asked?.nbf?.value ?? null,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
