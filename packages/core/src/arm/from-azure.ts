/**
 * Whether an answer came from Azure itself. Azure puts its ids on every answer; the page of a
 * proxy, a firewall or a captive portal has none. Source: facts/azure.md 2.2 and 2.3, recorded
 * headers (read 2026-11-23).
 */
export function isFromAzure(headers: Readonly<Record<string, string>>): boolean {
  return (
    headers['x-ms-request-id'] !== undefined || headers['x-ms-correlation-request-id'] !== undefined
  );
}
