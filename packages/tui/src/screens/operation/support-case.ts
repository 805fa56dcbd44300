import { formatDuration, formatElapsed, isEnded, type Operation } from '@lifeboat/core';
import type { Typical } from '@lifeboat/core/live';
import { elapsedMs } from '../../components/operation/operation-head.ts';

/**
 * What a support case needs of an operation: the resource, times, ids and Azure's words. No secret:
 * of addresses only what stands before their query, where signatures are.
 */
export function supportCase(operation: Operation, usual: Typical | null, now: number): string {
  const { kind, label, status, error, blind, lastAnswer, startedAt, endedAt } = operation;
  const rows: [string, string | null][] = [
    ['Resource', operation.resourceId],
    ['Tier, region', [operation.tier, operation.region].filter((part) => part !== null).join(', ')],
    ['Operation', `${kind} of ${label}, ${status}`],
    ['API version', operation.apiVersion],
    ['Blob', withoutQuery(operation.blobUrl)],
    ['Sent', time(operation.attempts.at(-1)?.at ?? null)],
    ['Started', time(startedAt)],
    ['Ended', time(endedAt)],
    [isEnded(status) ? 'Took' : 'Runs for', formatElapsed(elapsedMs(operation, now))],
    ['Usually', usualWords(usual)],
    ['x-ms-client-request-id', operation.id],
    ['x-ms-request-id', error?.requestId ?? operation.requestId],
    ['x-ms-correlation-request-id', error?.correlationId ?? operation.correlationId],
    ['Operation address', withoutQuery(operation.location)],
    ['Last answer', lastAnswer === null ? null : `${lastAnswer.words} (${time(lastAnswer.at)})`],
    ['Not seen since', blind === null ? null : `${time(blind.since)}: ${blind.words}`],
    ['Azure said', errorWords(error)],
    ...(error?.details ?? []).map(({ code, message }): [string, string] => [
      'Detail',
      code === null ? message : `${code}: ${message}`,
    ]),
    ['Written', time(now)],
  ];
  const lines = rows.flatMap(([name, value]) =>
    value === null || value === '' ? [] : [`${name}: ${value}`],
  );
  return `${['Azure API Management, backup and restore', ...lines].join('\n')}\n`;
}

function time(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

function usualWords(usual: Typical | null): string | null {
  if (usual === null) return null;
  const { medianMs, shortestMs, longestMs, runs } = usual;
  return `${formatDuration(medianMs)} (${formatDuration(shortestMs)} to ${formatDuration(longestMs)}, last ${runs})`;
}

function errorWords(error: Operation['error']): string | null {
  if (error === null) return null;
  return [error.status, error.code, error.message].filter((part) => part !== null).join(' ');
}

function withoutQuery(address: string | null): string | null {
  return address?.split(/[?#]/)[0] ?? null;
}
