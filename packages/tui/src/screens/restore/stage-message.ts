import type { Report } from '@lifeboat/core';
import { isInAzure } from '@lifeboat/core/live';
import { type Spans, span } from '../../format/spans.ts';
import type { Stage } from './stage.ts';
import type { Step } from './step-rows.ts';

/** What the message line says of a restore: what leaving the page, or Lifeboat, means now. */
export function stageMessage(
  stage: Stage,
  { steps, planOnly }: { steps: readonly Step[]; planOnly: boolean },
): Spans {
  switch (stage.kind) {
    case 'gone':
      return [];
    case 'planning':
    case 'ask':
      return [span('esc leaves it planning, w brings it back', 'busy')];
    case 'confirm':
      return [span('Arrows move the plan. Nothing is sent without the name.', 'quiet')];
    case 'under-way': {
      const restore = steps.find(({ what }) => what === 'restore')?.operation ?? null;
      const isSent = restore !== null && isInAzure(restore.status);
      return [
        span(
          isSent
            ? 'Azure cannot cancel this. You may close this: it goes on.'
            : 'Not sent yet: esc leaves it running, quitting stops it.',
          'busy',
        ),
      ];
    }
    case 'ended':
      return endedMessage(stage.report, planOnly);
    default:
      return stage satisfies never;
  }
}

function endedMessage({ error, data }: Report, planOnly: boolean): Spans {
  if (error !== null) return [];
  if (planOnly)
    return [span('The plan only. e edits the line: without --plan it asks for the name.', 'busy')];
  return [
    span(typeof data.putBack === 'string' ? 'u has the line that puts it back.' : '', 'good'),
  ];
}
