import type { Operation } from '@lifeboat/core';
import { relativeTime } from '@lifeboat/core';
import { type Backup, isInAzure, type RestoreGap } from '@lifeboat/core/live';
import { type Span, safeSpan, span } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';
import type { Change } from './changes.ts';
import type { PaneName } from './panes.ts';

type Marked = {
  backup: Backup | null;
  operation: Operation | null;
  change: Change | null;
  gaps: readonly RestoreGap[];
  now: number;
  theme: Theme;
};

/** What there is to say of what is marked in a pane. */
export function messageOf(pane: PaneName, marked: Marked): Span[] {
  const { theme } = marked;
  switch (pane) {
    case 'backups':
      return marked.backup === null ? [] : [safeSpan(marked.backup.name, theme, 'quiet')];
    case 'operations':
      return marked.operation === null ? [] : operationWords(marked.operation, marked.now, theme);
    case 'gaps':
      return [span(gapsWords(marked.gaps, theme), 'quiet')];
    case 'changes':
      return marked.change === null ? [] : changeWords(marked.change, theme);
    default:
      return pane satisfies never;
  }
}

function gapsWords(gaps: readonly RestoreGap[], { glyphs }: Theme): string {
  return gaps.some(({ certain }) => certain)
    ? `${glyphs.warn} surely concerns this service, by the settings kept with its newest backup`
    : 'No settings are kept with its newest backup: this is all that may concern it.';
}

function operationWords(operation: Operation, now: number, theme: Theme): Span[] {
  const { error, requestId, lastAnswer, blind } = operation;
  const request = error?.requestId ?? requestId;
  const cited = request === null ? '' : ` ${theme.glyphs.dot} req ${request}`;
  if (error !== null) {
    const code = error.code === null ? '' : `${error.code}: `;
    return [safeSpan(`${code}${error.message}`, theme, 'bad'), safeSpan(cited, theme, 'quiet')];
  }
  if (blind !== null) return [safeSpan(`not seen: ${blind.words}${cited}`, theme, 'warn')];
  if (!isInAzure(operation.status))
    return [safeSpan(`${operation.blobName}${cited}`, theme, 'quiet')];
  const answer =
    lastAnswer === null ? '' : `${lastAnswer.words}, ${relativeTime(lastAnswer.at, now)}`;
  return [safeSpan(`${answer}${cited}`, theme, 'quiet')];
}

function changeWords({ failure, caller, verb, place }: Change, theme: Theme): Span[] {
  if (failure === null)
    return [safeSpan(`${verb} ${place} by ${caller ?? 'nobody named'}`, theme, 'quiet')];
  const code = failure.code === null ? '' : `${failure.code}: `;
  return [safeSpan(`${code}${failure.message}`, theme, 'bad')];
}
