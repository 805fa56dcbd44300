import { gatewayError } from './errors.ts';

/** A page of items with the link to the next one, which continues the same query. */
export function pageOf<T>(
  items: T[],
  request: { url: URL; origin: string; size: number },
): { value: T[]; nextLink?: string } {
  const start = skipTokenOf(request.url);
  const value = items.slice(start, start + request.size);
  if (start + request.size >= items.length) return { value };
  const next = new URL(request.url.pathname + request.url.search, request.origin);
  next.searchParams.set('$skipToken', Buffer.from(`${start + request.size}`).toString('base64url'));
  return { value, nextLink: next.href };
}

/** Reads a positive integer of the query. Errors: 400 InvalidParameters (text assumed). */
export function countParameter(url: URL, name: string, fallback: number, least: number): number {
  const text = url.searchParams.get(name);
  if (text === null) return fallback;
  const count = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (count >= least) return count;
  throw gatewayError(
    400,
    'InvalidParameters',
    `The value '${text}' of query parameter '${name}' is not valid.`,
  );
}

function skipTokenOf(url: URL): number {
  const token = url.searchParams.get('$skipToken') ?? url.searchParams.get('%24skipToken');
  if (token === null) return 0;
  const start = Number(Buffer.from(token, 'base64url').toString());
  if (Number.isSafeInteger(start) && start >= 0) return start;
  throw gatewayError(400, 'InvalidSkipToken', `The skip token '${token}' is not valid.`);
}
