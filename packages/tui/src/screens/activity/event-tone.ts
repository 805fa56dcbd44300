import type { Tone } from '@lifeboat/core';
import type { AuditEntry } from '@lifeboat/core/live';

/** How an event of the trail is shown: what went on against a rule or took something away stands out. */
export function eventTone(event: AuditEntry['event']): Tone {
  switch (event) {
    case 'refusal':
    case 'abandon':
    case 'hold':
    case 'pause':
    case 'recovery':
      return 'warn';
    case 'break-glass':
    case 'force':
    case 'delete':
      return 'bad';
    case 'acceptance':
    case 'intent':
    case 'attempt':
      return 'busy';
    case 'decision':
    case 'approval':
    case 'undelete':
      return 'strong';
    case 'outcome':
    case 'note':
    case 'command':
    case 'import':
    case 'sign-in':
    case 'release':
    case 'resume':
    case 'snooze':
    case 'schedule':
    case 'notify':
    case 'archive':
    case 'export':
      return 'plain';
    default:
      return event satisfies never;
  }
}
