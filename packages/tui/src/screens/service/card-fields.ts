import { relativeTime } from '@lifeboat/core';
import {
  type FleetRow,
  isSnoozed,
  readinessOf,
  snoozeWords,
  stopWords,
  utcTimeAndRelative,
  verdictTone,
  type Warning,
  warningWords,
} from '@lifeboat/core/live';
import { type Span, safe, safeSpan, span } from '../../format/spans.ts';
import { glyphOf, type Theme } from '../../theme/theme.ts';
import { environmentText, isProduction } from '../fleet/fleet-words.ts';
import type { LastFailure } from '../fleet/last-failure.ts';
import { failureSpans } from '../fleet/reason-spans.ts';
import { runningOf, runningSpans } from '../fleet/running-spans.ts';
import { everyWords } from './every-words.ts';

/** One fact about a service. */
export type CardField = {
  name: string;
  spans: readonly Span[];
  /** Takes a row of its own also where two stand beside each other. */
  whole: boolean;
  /** What is left out first where there is no room: the highest. */
  leaves: number;
};

/** What the card is made of beside the row of the fleet. */
export type CardOf = {
  row: FleetRow;
  warnings: readonly Warning[];
  failure: LastFailure | null;
  /** What becomes of its schedule; null while nobody knows, or without one. */
  due: string | null;
};

type At = { now: number; columns: number; theme: Theme };

/** What is known of a service, in the order it is read. */
export function cardFields(of: CardOf, at: At): CardField[] {
  const { row, warnings, failure, due } = of;
  const { service, seen, judgement, hold, pause, standing } = row;
  const { now, theme } = at;
  const { storage } = service;
  const text = (words: string): Span[] => [safeSpan(words, theme)];
  const whole = (name: string, leaves: number, spans: readonly Span[]): CardField => ({
    name,
    spans,
    whole: true,
    leaves,
  });
  const half = (name: string, leaves: number, words: string): CardField => ({
    name,
    spans: text(words),
    whole: false,
    leaves,
  });
  return [
    whole('backups', 0, verdictSpans(row, at)),
    ...runningFields(of, at),
    ...(failure === null
      ? []
      : [
          whole('failed', 1, failureSpans(failure, { ...at, columns: at.columns - nameWidth - 2 })),
        ]),
    ...(hold === null
      ? []
      : [whole('held', 1, [span(safe(stopWords(hold, 'held', now), theme), 'warn')])]),
    ...(pause === null
      ? []
      : [whole('paused', 1, [span(safe(stopWords(pause, 'paused', now), theme), 'warn')])]),
    ...(warnings.length === 0 ? [] : [whole('warning', 2, warningSpans(warnings, at))]),
    whole('service', 2, placeSpans(row, theme)),
    half(
      'restorable',
      3,
      judgement.restorableUntil === null
        ? 'nothing'
        : `until ${utcTimeAndRelative(judgement.restorableUntil, now)}`,
    ),
    whole('wanted', 3, text(everyWords(service, due))),
    half('answer', 4, answerWords(row, now)),
    half(
      'storage',
      5,
      storage === null
        ? 'none configured'
        : `${storage.account}/${storage.container} by ${storage.access}`,
    ),
    half('gateway', 6, seen?.gatewayUrl ?? 'not known'),
    half(
      'standby',
      6,
      service.standby === null ? 'none' : standbyWords(service.standby, standing, now),
    ),
    half('group', 7, `${service.subscription} / ${service.resourceGroup}`),
    half('sign-in', 8, service.signIn),
  ];
}

/** How far it is that runs; nothing where nothing does. */
function runningFields({ row }: CardOf, { now, columns, theme }: At): CardField[] {
  const running = runningOf(row);
  if (running === null) return [];
  const medianMs = row.typical[running.kind]?.medianMs ?? null;
  const width = columns - nameWidth - 2;
  const spans = runningSpans(running, medianMs, { now, width, theme });
  return [{ name: 'running', spans, whole: true, leaves: 1 }];
}

/** Cells of the names of facts. */
export const nameWidth = 11;

function verdictSpans({ judgement }: FleetRow, { theme }: At): Span[] {
  const { verdict, why } = judgement;
  const tone = verdictTone(verdict);
  return [
    span(`${glyphOf(tone, theme) ?? ''} ${verdict}`, tone),
    span('  '),
    span(safe(why, theme)),
  ];
}

function warningSpans(warnings: readonly Warning[], { now, theme }: At): Span[] {
  const snoozed = warnings.find((warning) => isSnoozed(warning, now));
  const words = span(safe(warningWords(warnings, now).join('; '), theme), 'warn');
  if (snoozed === undefined) return [words];
  return [words, span(`  ${safe(snoozeWords(snoozed, now), theme)}`, 'quiet')];
}

function placeSpans({ service, seen }: FleetRow, theme: Theme): Span[] {
  const dot = span(` ${theme.glyphs.dot} `, 'quiet');
  const environment = environmentText(service.environment);
  const state = seen?.exists === false ? 'deleted' : seen?.provisioningState;
  const parts: Span[] = [
    safeSpan(service.azureName, theme, 'strong'),
    ...(environment === ''
      ? []
      : [safeSpan(environment, theme, isProduction(service.environment) ? 'production' : 'plain')]),
    ...(seen?.tier == null ? [] : [safeSpan(seen.tier, theme)]),
    ...(state == null ? [] : [safeSpan(state, theme, state === 'Succeeded' ? 'plain' : 'warn')]),
    ...(seen?.region == null ? [] : [safeSpan([seen.region, ...seen.regions].join(', '), theme)]),
  ];
  return parts.flatMap((part, at) => (at === 0 ? [part] : [dot, part]));
}

function answerWords({ seen }: FleetRow, now: number): string {
  if (seen === null) return 'Azure was never asked';
  const service = `Azure ${relativeTime(seen.at, now)}`;
  if (seen.storageProblem !== null) return `${service}, storage: ${seen.storageProblem}`;
  return seen.storageReadAt === null
    ? `${service}, storage never read`
    : `${service}, storage ${relativeTime(seen.storageReadAt, now)}`;
}

function standbyWords(name: string, standing: FleetRow['standing'], now: number): string {
  if (standing === null) return `${name}, never checked`;
  const ready = readinessWords[readinessOf(standing, now)];
  return `${name}, ${ready}, checked ${relativeTime(standing.at, now)}`;
}

const readinessWords: Readonly<Record<ReturnType<typeof readinessOf>, string>> = {
  ready: 'ready to take over',
  doubtful: 'doubtful whether it can take over',
  'not-ready': 'not ready to take over',
  unknown: 'not known whether it can take over',
};
