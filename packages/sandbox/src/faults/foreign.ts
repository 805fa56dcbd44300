import { z } from 'zod';

const pageSchema = z.looseObject({ nextLink: z.string().optional() });

/** Moves an absolute URL to another origin, keeping path and query as they are written. */
function moved(url: string, origin: string): string {
  return URL.canParse(url) ? url.replace(new URL(url).origin, new URL(origin).origin) : origin;
}

/** The answer with its `Location` and `Azure-AsyncOperation` pointing at another origin. */
export function moveLocation(response: Response, origin: string): Response {
  const headers = new Headers(response.headers);
  for (const name of ['location', 'azure-asyncoperation']) {
    const value = headers.get(name);
    if (value !== null) headers.set(name, moved(value, origin));
  }
  return new Response(response.body, { status: response.status, headers });
}

/** The answer with a `nextLink` that points at another origin, made up when there was none. */
export async function moveNextLink(response: Response, origin: string): Promise<Response> {
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  const body = pageSchema.catch({}).parse(await response.json().catch(() => null));
  const own = body.nextLink ?? `${new URL(origin).origin}/next`;
  return new Response(JSON.stringify({ ...body, nextLink: moved(own, origin) }), {
    status: response.status,
    headers,
  });
}
