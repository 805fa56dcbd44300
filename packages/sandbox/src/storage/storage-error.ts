/** What a storage error says: the code goes into the body and `x-ms-error-code`. */
export type StorageError = { status: number; code: string; message: string };

/**
 * An answer in the form of the blob service's errors.
 *
 * Source: "Status and error codes", Blob service REST reference, read 2026-11.
 */
export function storageError(
  error: StorageError,
  context: { requestId: string; nowMs: number; headers?: Record<string, string> },
): Response {
  const { requestId, nowMs } = context;
  const message = `${error.message}\nRequestId:${requestId}\nTime:${new Date(nowMs).toISOString()}`;
  const body = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(message)}</Message></Error>`;
  return new Response(body, {
    status: error.status,
    headers: {
      'content-type': 'application/xml',
      'x-ms-error-code': error.code,
      'x-ms-request-id': requestId,
      ...context.headers,
    },
  });
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
