import { expiresAt } from '../domain/backup.ts';
import type { Configuration } from '../domain/configuration.ts';
import { formatElapsed } from '../domain/duration.ts';
import type { Instant } from '../domain/instant.ts';
import type { EventKind, Severity } from '../domain/notice.ts';
import type { Operation } from '../domain/operation.ts';
import { utcTime } from '../domain/relative-time.ts';
import { runCause } from '../domain/run-cause.ts';
import type { Draft } from '../ports/store.ts';
import { errorOfOperation } from './error-of-operation.ts';
import { type NoticeCause, raiseNotice } from './raise-notice.ts';

/**
 * Puts what people should hear of an operation into the outbox, inside the update that wrote how it
 * stands: its acceptance, its success, or its failure once it was sent. A safety backup is part of
 * its restore and speaks of a failure only. Each is told once, however often this is called.
 */
export function raiseOperationNotice(
  draft: Draft,
  operation: Operation,
  configuration: Configuration,
  now: Instant,
): void {
  const cause = causeOf(draft, operation, now);
  if (cause !== null) raiseNotice(draft, configuration, cause, now);
}

function causeOf(draft: Draft, operation: Operation, now: Instant): NoticeCause | null {
  const isSafety = operation.purpose === 'safety';
  switch (operation.status) {
    case 'running':
      return isSafety ? null : about(operation, 'start', 'info', 'started', startText(operation));
    case 'succeeded':
      return isSafety
        ? null
        : about(operation, 'success', 'info', 'done', successText(operation, now));
    case 'failed':
      return failure(operation, 'failed', { snapshot: draft, now });
    case 'not-started':
      // What was never sent, such as after ctrl-c, was told where it was asked for.
      return operation.attempts.length === 0
        ? null
        : failure(operation, 'was not started', { snapshot: draft, now });
    case 'planned':
    case 'submitting':
    case 'unknown':
      return null;
  }
}

function about(
  operation: Operation,
  event: EventKind,
  severity: Severity,
  became: string,
  text: string,
): NoticeCause {
  const { id, kind, purpose, service, label, backup } = operation;
  const what = purpose === 'safety' ? 'Safety backup' : kind === 'backup' ? 'Backup' : 'Restore';
  return {
    event,
    cause: id,
    severity,
    service,
    label,
    title: `${what} of ${label} ${became}`,
    text,
    operation: id,
    ...(backup === null ? {} : { backup }),
  };
}

function failure(
  operation: Operation,
  became: string,
  beside: Parameters<typeof errorOfOperation>[1],
): NoticeCause {
  const error = errorOfOperation(operation, beside);
  const azure = error?.azure ?? null;
  const parts = [
    error?.message ?? null,
    azure === null
      ? null
      : `Azure said: ${azure.code === null ? '' : `${azure.code}: `}${azure.message}`,
    azure?.requestId ? `Request id: ${azure.requestId}` : null,
    error?.hint ?? null,
  ];
  const text = parts.flatMap((part) => (part === null ? [] : [sentence(part)])).join(' ');
  const severity = operation.kind === 'restore' ? 'critical' : 'warning';
  const told = about(operation, 'failure', severity, became, text);
  const { service, dueAt } = operation;
  return dueAt === undefined ? told : { ...told, cause: runCause(service, dueAt) };
}

function startText({ kind, requester, reason }: Operation): string {
  const { who, host, door } = requester;
  const why = reason === null ? '' : ` ${sentence(`Reason: ${reason}`)}`;
  const locks =
    kind === 'backup'
      ? 'The service takes no other management operation meanwhile; its APIs keep answering.'
      : 'Everything configured in the service is being replaced.';
  return `Asked for by ${who} on ${host} (${door}).${why} ${locks}`;
}

function successText(operation: Operation, now: Instant): string {
  const { kind, label, blobName, backup, startedAt, endedAt } = operation;
  const took =
    startedAt === null || endedAt === null ? '' : ` It took ${formatElapsed(endedAt - startedAt)}.`;
  if (kind === 'restore') {
    return `${label} has now what ${blobName} holds.${took} Do by hand what a restore does not bring back: \`apim show ${backup ?? blobName}\` lists it.`;
  }
  const until = utcTime(expiresAt({ createdAt: startedAt ?? operation.plannedAt }), now);
  return `${backup ?? blobName} can be restored until ${until} UTC.${took}`;
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]["')]?$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
