import { formatDuration, formatElapsed, relativeTime } from '@lifeboat/core';
import { type FleetRow, isInAzure, oldestAnswer, utcDate } from '@lifeboat/core/live';
import type { Model } from '../live/model.ts';
import { ended, sentence } from './spoken-text.ts';

/** More are counted, not said. */
const mostSaid = 20;

/** The fleet in sentences, worst first, each service with its number. */
export function fleetSentences({ rows, needYou }: Model, now: number): string[] {
  const said = rows.slice(0, mostSaid);
  const left = rows.length - said.length;
  return [
    `${counted(rows.length, 'service')}. ${personWords(needYou)} ${ageWords(rows, now)}`,
    ...said.map((row, at) => `${at + 1}: ${rowSentences(row, now)}`),
    ...(left === 0 ? [] : [`And ${left} more, better than these. Type a name to hear of one.`]),
  ];
}

/** One service in two or three sentences. */
export function rowSentences(row: FleetRow, now: number): string {
  const { service, judgement } = row;
  const where = service.environment === null ? '' : `, ${service.environment}`;
  return [
    ended(`${service.label}${where}: ${judgement.verdict}`),
    sentence(judgement.why),
    runningSentence(row, now),
    backupSentence(row, now),
  ]
    .filter((text) => text !== '')
    .join(' ');
}

/** One service whole, and what one can do about it. */
export function serviceSentences(row: FleetRow, now: number): string[] {
  const { service, seen, backups, judgement } = row;
  const { label } = service;
  const newest = judgement.newest;
  const place = [seen?.tier, seen?.region].filter((part) => part != null).join(' in ');
  const state = seen === null ? 'Azure was not asked about it yet.' : azureSentence(row, now);
  return [
    rowSentences(row, now),
    place === '' ? state : `${place}. ${state}`,
    backups.length === 0
      ? 'No backup of it is known.'
      : `${counted(backups.length, 'backup')} known${newest === null ? '' : `, the newest that restores is ${newest.id}`}.`,
    ...(service.standby === null ? [] : [`Its standby is ${service.standby}.`]),
    `Ways back: recover ${label}`,
    ...(judgement.verdict === 'cannot' ? [] : [`Back it up now: backup ${label}`]),
  ];
}

function azureSentence({ seen }: FleetRow, now: number): string {
  if (seen === null) return '';
  if (!seen.exists) return `It is gone in Azure, ${relativeTime(seen.at, now)}.`;
  const state = seen.provisioningState;
  return `Azure says ${state ?? 'nothing of its state'}, ${relativeTime(seen.at, now)}.`;
}

function runningSentence({ open, typical }: FleetRow, now: number): string {
  const running = open.find(({ status }) => isInAzure(status));
  if (running === undefined) return '';
  const usual = typical[running.kind];
  const since = formatElapsed(now - (running.startedAt ?? running.plannedAt));
  const words = usual === null ? '' : `, usually ${formatDuration(usual.medianMs)}`;
  return `A ${running.kind} runs for ${since}${words}.`;
}

function backupSentence({ judgement }: FleetRow, now: number): string {
  const { newest, restorableUntil } = judgement;
  if (newest === null) return '';
  const made = `Newest backup ${relativeTime(newest.createdAt, now)}`;
  if (restorableUntil === null) return `${made}.`;
  const about = newest.estimated ? 'about ' : '';
  return `${made}, restorable until ${about}${utcDate(restorableUntil, now)}, ${relativeTime(restorableUntil, now)}.`;
}

function personWords(needYou: number): string {
  if (needYou === 0) return 'None needs a person.';
  return needYou === 1 ? '1 needs a person.' : `${needYou} need a person.`;
}

function ageWords(rows: readonly FleetRow[], now: number): string {
  if (rows.length === 0) return '';
  const at = oldestAnswer(rows);
  return at === null
    ? 'Not all of it was read from Azure yet.'
    : `What Azure said is ${formatDuration(now - at)} old.`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
