import type { AzureFailure } from '../../domain/azure-failure.ts';
import type { ErrorCode } from '../../domain/error.ts';

/**
 * Codes of Azure for a state that passes by itself. Source: facts/azure.md 2.3 (read 2026-11-23):
 * a busy service, a busy management endpoint, throttling, and its own faults.
 */
const passingCodes: ReadonlySet<string> = new Set([
  'ServiceLocked',
  'PessimisticConcurrencyConflict',
  'ManagementApiRequestFailed',
  'TooManyRequests',
  'SubscriptionRequestsThrottled',
  'InternalServerError',
  'ServiceUnavailable',
]);

/** Whether a failure in Azure's words may pass by itself, so that trying again makes sense. */
export function azureMayPass({ status, code }: AzureFailure): boolean {
  if (code !== null && passingCodes.has(code)) return true;
  if (status === null) return code === null;
  return status === 408 || status === 429 || status >= 500;
}

/**
 * Whether what kept a backup from being started may pass by itself. A lost sign-in counts: it comes
 * back with a person, or with the endpoint that gives tokens to a machine.
 */
export function errorMayPass(code: ErrorCode): boolean {
  return passing.has(code);
}

const passing: ReadonlySet<ErrorCode> = new Set([
  'azure-unreachable',
  'not-signed-in',
  'service-busy',
  'operation-open',
  'name-taken',
  'conflict',
  'held',
  'interrupted',
  'internal',
  'storage-failed',
  'still-running',
  'store-unwritable',
]);
