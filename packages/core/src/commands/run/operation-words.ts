import { expiresAt } from '../../domain/backup.ts';
import { formatDuration, formatElapsed } from '../../domain/duration.ts';
import type { Operation } from '../../domain/operation.ts';
import { utcTimeAndRelative } from '../../domain/relative-time.ts';
import { isEndGuessed } from '../../domain/typical.ts';
import type { Tone } from '../report.ts';

/** How an operation's state is meant. */
export function operationTone(operation: Operation): Tone {
  if (operation.status === 'succeeded') return 'good';
  if (operation.status === 'failed' || operation.status === 'not-started') return 'bad';
  return operation.status === 'unknown' ? 'warn' : 'busy';
}

/** One sentence on how an operation stands. */
export function operationWords(operation: Operation, now: number): string {
  const what = `${operation.kind === 'backup' ? 'Backup' : 'Restore'} of ${operation.label}`;
  const took = tookWords(operation);
  switch (operation.status) {
    case 'succeeded':
      return operation.kind === 'backup'
        ? `${what} done${took}: ${operation.backup ?? operation.blobName}, restorable until ${utcTimeAndRelative(expiresAt({ createdAt: operation.startedAt ?? operation.plannedAt }), now)}.`
        : `${what} done${took}.`;
    case 'failed':
      return `${what} failed: ${operation.error?.code ?? ''} ${operation.error?.message ?? ''}`.trim();
    case 'not-started':
      return `${what} was not started: ${operation.lastAnswer?.words ?? ''}`;
    case 'unknown':
      return `${what} is unknown (${operation.blind?.words ?? 'no answer'}); ${answerAge(operation, now)}. Its id is ${operation.id}.`;
    case 'planned':
      return `${what} is planned; nothing was sent. Its id is ${operation.id}.`;
    case 'submitting':
    case 'running':
      return `${what} runs; ${answerAge(operation, now)}. Its id is ${operation.id}.`;
  }
}

/** How long it took; where nobody looked for long before the end, only when the end was seen. */
function tookWords(operation: Operation): string {
  const { startedAt, endedAt } = operation;
  if (startedAt === null || endedAt === null) return '';
  const elapsed = formatElapsed(endedAt - startedAt);
  return isEndGuessed(operation) ? ` (its end was seen after ${elapsed})` : ` in ${elapsed}`;
}

function answerAge(operation: Operation, now: number): string {
  if (operation.lastAnswer === null) return 'Azure has not answered yet';
  return `Azure's last answer is ${formatDuration(now - operation.lastAnswer.at)} old`;
}
