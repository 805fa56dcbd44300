import type { AzureFailure } from '../domain/azure-failure.ts';

type Detail = AzureFailure['details'][number];

/** Deeper nesting and longer lists than these come from no service; they bound what is kept. */
const deepest = 6;
const most = 50;
const longestInfo = 1_000;

/**
 * The inner errors of an ARM error, flattened in the order Azure gave them: `details`, then
 * `innererror` (also spelled `innerError`), then `additionalInfo`, each before what follows it.
 *
 * Bounds: 6 levels, 50 entries; more are left out.
 */
export function readErrorDetails(error: Record<string, unknown>): Detail[] {
  const found: Detail[] = [];
  collect(error, 0, found);
  return found.slice(0, most);
}

function collect(error: Record<string, unknown>, depth: number, found: Detail[]): void {
  if (depth >= deepest || found.length >= most) return;
  const details = Array.isArray(error.details) ? error.details : [];
  const inner = error.innererror ?? error.innerError ?? error.InnerError;
  for (const entry of [...details, inner]) {
    if (!isObject(entry)) continue;
    const detail = readDetail(entry);
    if (detail !== null) found.push(detail);
    collect(entry, depth + 1, found);
  }
  const infos = Array.isArray(error.additionalInfo) ? error.additionalInfo : [];
  for (const entry of infos) {
    const detail = isObject(entry) ? readInfo(entry) : null;
    if (detail !== null) found.push(detail);
  }
}

function readDetail(entry: Record<string, unknown>): Detail | null {
  const code = textOf(entry.code);
  const message = textOf(entry.message);
  if (code === null && message === null) return null;
  return { code, message: message ?? '', target: textOf(entry.target) };
}

/** `additionalInfo` is `{type, info}`, such as the policy that disallowed a request. */
function readInfo(entry: Record<string, unknown>): Detail | null {
  const type = textOf(entry.type);
  if (type === null && entry.info === undefined) return null;
  const info = typeof entry.info === 'string' ? entry.info : (JSON.stringify(entry.info) ?? '');
  return { code: type, message: info.slice(0, longestInfo), target: null };
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
