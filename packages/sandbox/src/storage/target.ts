import type { BlobAction } from '../seams.ts';

/** What a request to the blob endpoint is about, read from its path and query. */
export type Target = {
  account: string;
  /** Asked of the second region, whose name is the account's with `-secondary`. */
  isSecondary: boolean;
  container: string | null;
  /** The blob's name, decoded; null for the container and the account. */
  blob: string | null;
  /** The `comp` of the query, which says which part of the thing is meant. */
  part: string | null;
  /** Carries a shared access signature. */
  isSigned: boolean;
};

/** Reads the target of a path-style address: `/account/container/blob`. */
export function targetOf(rawUrl: string): Target {
  const url = new URL(rawUrl, 'https://localhost');
  const [host = '', container, ...rest] = url.pathname.split('/').filter((part) => part !== '');
  return {
    account: host.replace(/-secondary$/, ''),
    isSecondary: host.endsWith('-secondary'),
    container: container ?? null,
    blob: rest.length === 0 ? null : decode(rest.join('/')),
    part: url.searchParams.get('comp')?.toLowerCase() ?? null,
    isSigned: url.searchParams.has('sig'),
  };
}

/** What a request does with blobs. A batch holds deletions, and a query is a read. */
export function actionOf(method: string, { part }: Target): BlobAction {
  if (['GET', 'HEAD', 'OPTIONS'].includes(method) || part === 'query') return 'read';
  return method === 'DELETE' || part === 'batch' ? 'delete' : 'write';
}

/** Can a request make a blob that was not there? */
export function makesBlob(method: string, { blob, part }: Target): boolean {
  return method === 'PUT' && blob !== null && (part === null || /^block(list)?$/.test(part));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
