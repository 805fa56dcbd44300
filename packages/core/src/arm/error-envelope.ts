import type { AzureFailure } from '../domain/azure-failure.ts';
import { maskSecrets } from '../domain/mask.ts';
import type { Secret } from '../domain/secret.ts';
import { readErrorDetails } from './error-details.ts';

/** An answer as the envelope reader needs it. Header names are lower case. */
export type ErrorAnswer = { status: number; headers: Record<string, string>; text: string };

/** Long enough for every known message of Azure, short enough for a record. Characters. */
const longestMessage = 4_000;
/** How much of a page that is not Azure's is quoted. Characters. */
const longestQuote = 200;

/**
 * What Azure said in an answer that refuses or failed: the ARM envelope (`error`, with `details`,
 * `innererror` in both spellings and `additionalInfo`), its older forms without `error`, OData's,
 * and the XML of storage.
 *
 * A body of another kind (a proxy's page, half a JSON, nothing) gives a null code, unless the
 * `x-ms-error-code` header has one, and a message that says what came instead. Never throws.
 * Secrets, those given and those that look like one, are masked.
 * Source: facts/azure.md 2.3 (read 2026-11-23).
 */
export function readErrorEnvelope(
  answer: ErrorAnswer,
  secrets: readonly Secret[] = [],
): AzureFailure {
  const said = readJsonError(answer.text) ?? readXmlError(answer.text);
  const known = secrets.map((secret) => secret.reveal());
  const mask = (words: string) => maskSecrets(words, known).slice(0, longestMessage);
  return {
    status: answer.status,
    code: said?.code ?? answer.headers['x-ms-error-code'] ?? null,
    message: mask(said?.message ?? describeForeignBody(answer)),
    requestId: answer.headers['x-ms-request-id'] ?? null,
    correlationId: answer.headers['x-ms-correlation-request-id'] ?? null,
    details: (said?.details ?? []).map((detail) => ({ ...detail, message: mask(detail.message) })),
  };
}

type Said = { code: string | null; message: string; details: AzureFailure['details'] };

function readJsonError(text: string): Said | null {
  const body = parseObject(text);
  if (body === null) return null;
  const error = [body.error, body['odata.error'], body.Error].find(isObject) ?? body;
  const code = wordOf(error.code) ?? wordOf(error.Code) ?? wordOf(body.error);
  const message = messageOf(error) ?? wordOf(body.error_description);
  if (code === null && message === null) return null;
  return { code, message: message ?? `${code}, without words`, details: readErrorDetails(error) };
}

function messageOf(error: Record<string, unknown>): string | null {
  const message = error.message ?? error.Message;
  return isObject(message) ? wordOf(message.value) : wordOf(message);
}

/** Storage answers `<Error><Code>…</Code><Message>…</Message>…</Error>`. */
function readXmlError(text: string): Said | null {
  const body = text.trimStart().replace(/^\uFEFF/, '');
  if (!/^(?:<\?xml[^>]*>\s*)?<Error>/.test(body)) return null;
  const code = /<Code>([^<]*)<\/Code>/.exec(body)?.[1] ?? null;
  if (code === null || code === '') return null;
  const message = /<Message>([^<]*)<\/Message>/.exec(body)?.[1] ?? '';
  return { code, message: unescapeXml(message).trim() || code, details: [] };
}

function unescapeXml(text: string): string {
  const plain: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replaceAll(/&(lt|gt|quot|apos|amp);/g, (all, name: string) => plain[name] ?? all);
}

function describeForeignBody(answer: ErrorAnswer): string {
  const start = `HTTP ${answer.status}`;
  const text = answer.text.trim();
  if (text === '') return `${start} without a body.`;
  const type = answer.headers['content-type']?.split(';')[0] ?? 'an unnamed content type';
  const quote = text
    .slice(0, 20_000)
    .replaceAll(/<(script|style)\b.*?<\/\1>/gis, ' ')
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return `${start} with ${type} that is not an error of Azure's: "${quote.slice(0, longestQuote)}"`;
}

function wordOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
