import { resolveService } from '../../workflows/resolve-service.ts';
import { pauseSchedule, resumeSchedule } from '../../workflows/stops.ts';
import type { CommandContext, Input } from '../definition.ts';
import type { Report } from '../report.ts';
import { stopDocument, stopFor, stopWords } from './stop-words.ts';

/** What `apim schedule pause` does. */
export async function runPause({ lifeboat }: CommandContext, input: Input): Promise<Report> {
  const service = resolveService(lifeboat.configuration, input.one('service') ?? '', {
    exact: false,
  });
  const forMs = stopFor(input, 'pause');
  const pause = await pauseSchedule(lifeboat, service, { forMs, reason: input.text('reason') });
  const words = stopWords(pause, 'paused', lifeboat.ports.clock.now());
  return {
    data: { pause: stopDocument(pause) },
    blocks: [
      { kind: 'sentence', tone: 'warn', text: `The schedule of ${service.label} is ${words}.` },
      {
        kind: 'sentence',
        tone: 'quiet',
        text: `\`apim backup ${service.label}\` still makes one. \`apim schedule resume ${service.label}\` ends the pause.`,
      },
    ],
    error: null,
  };
}

/** What `apim schedule resume` does. */
export async function runResume({ lifeboat }: CommandContext, input: Input): Promise<Report> {
  const service = resolveService(lifeboat.configuration, input.one('service') ?? '', {
    exact: false,
  });
  const pause = await resumeSchedule(lifeboat, service);
  const text =
    pause === null
      ? `The schedule of ${service.label} was not paused.`
      : `The schedule of ${service.label} goes on.`;
  return {
    data: { pause: stopDocument(pause) },
    blocks: [{ kind: 'sentence', tone: 'good', text }],
    error: null,
  };
}
