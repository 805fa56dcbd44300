/**
 * What Azure said when it refused or failed, kept word for word (promise 9). Secrets are masked
 * before a value of this type is made.
 */
export type AzureFailure = {
  /** HTTP status of the answer, or null when the failure came in a body with status 200. */
  status: number | null;
  /** Azure's own code, such as `ServiceLocked`; null when the answer carried none. */
  code: string | null;
  /** Azure's own words. */
  message: string;
  /** `x-ms-request-id` of the answer, for a support case. */
  requestId: string | null;
  /** `x-ms-correlation-request-id` of the answer. */
  correlationId: string | null;
  /** Inner details, flattened in the order Azure gave them; empty when there were none. */
  details: { code: string | null; message: string; target: string | null }[];
};
