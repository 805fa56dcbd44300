import { formatElapsed } from '@lifeboat/core';
import type { FleetRow } from '@lifeboat/core/live';
import type { Job } from '../../app/jobs/job.ts';
import { blockLines } from '../../components/blocks.ts';
import { signInLines } from '../../components/sign-in-lines.ts';
import { wrapped } from '../../components/wrapped.ts';
import { type Spans, span } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';
import { rememberedBlocks } from '../recover/remembered-rows.ts';

/** A restore that is being planned: what is read, for how long, and what is remembered of the target meanwhile. */
export function planningRows(
  job: Job,
  target: FleetRow | null,
  at: { now: number; columns: number; theme: Theme },
): (Spans | string)[] {
  const { now, theme } = at;
  const { busy } = theme.glyphs;
  const turn = theme.moves ? Math.floor(now / 1000) % busy.length : 0;
  const parts: (Spans | string)[][] = [
    [
      [span(`${busy[turn] ?? ''} Planning  ${formatElapsed(now - job.startedAt)}`, 'busy')],
      ...wrapped(
        'Reads the target, the blob of the backup, its storage, and who may do what. Nothing is sent before you have seen the plan and typed the name.',
        'plain',
        { ...at, indent: '  ' },
      ),
    ],
    job.signIn === null ? [] : signInLines(job.signIn, at),
    blockLines(job.said, at),
    blockLines(target === null ? [] : rememberedBlocks(target, now), at),
  ].filter((rows) => rows.length > 0);
  return parts.flatMap((rows, index) => (index === 0 ? rows : ['', ...rows]));
}
