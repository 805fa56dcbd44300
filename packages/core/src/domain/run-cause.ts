import type { ServiceId } from './configuration.ts';
import type { Instant } from './instant.ts';

/**
 * What a failure of a due backup is told under: the first try of a due time that failed and its being
 * given up are one piece of news, however often it was tried in between.
 */
export function runCause(service: ServiceId, dueAt: Instant): string {
  return `run|${service}|${dueAt}`;
}
