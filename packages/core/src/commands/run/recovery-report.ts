import type { Service } from '../../domain/configuration.ts';
import { type ErrorCode, LifeboatError } from '../../domain/error.ts';
import { isoTime } from '../../domain/instant.ts';
import type { Diagnosis } from '../../domain/recovery.ts';
import { isPossible, type Way } from '../../domain/ways-back.ts';
import type { Recovery } from '../../workflows/recover.ts';
import { operationDocument } from '../json.ts';
import type { Block, Report, Tone } from '../report.ts';
import { diagnosisDocument, wayDocument } from './recovery-documents.ts';
import { diagnosisTone, recoverySeen, recoveryStorage, wayFacts } from './recovery-words.ts';

/** The 3 am page, as data and for people. */
export function recoveryReport(
  service: Service,
  recovery: Recovery,
  isConfigured: boolean,
): Report {
  const { diagnosis, ways, begin, facts } = recovery;
  return {
    data: {
      service: service.label,
      azureName: service.azureName,
      resourceId: service.resourceId,
      diagnosis: diagnosisDocument(recovery),
      ways: ways.map(wayDocument),
      begin: begin === null ? null : ways.indexOf(begin),
      operations: facts.open === null ? [] : [operationDocument(facts.open)],
      storageReadAt: isoTime(recovery.storageReadAt),
    },
    blocks: [
      { kind: 'sentence', tone: diagnosisTone(diagnosis), text: diagnosis.words },
      ...troubleBlocks(diagnosis),
      ...seenBlocks(recovery),
      ...waysBlocks(ways, begin),
      ...recoveryStorage(service, recovery, isConfigured),
    ],
    error: errorOf(recovery),
  };
}

function troubleBlocks({ troubleWords, remedy }: Diagnosis): Block[] {
  if (troubleWords === null) return [];
  const words = remedy === null ? troubleWords : `${troubleWords} ${remedy}`;
  return [{ kind: 'sentence', tone: 'warn', text: words }];
}

function seenBlocks(recovery: Recovery): Block[] {
  return [
    { kind: 'heading', text: 'What was seen' },
    { kind: 'fields', rows: recoverySeen(recovery) },
  ];
}

function waysBlocks(ways: readonly Way[], begin: Way | null): Block[] {
  if (ways.length === 0) return [];
  return [
    { kind: 'heading', text: 'Ways back, the least harm first' },
    ...ways.flatMap((way, index) => wayBlocks(way, index + 1, way === begin)),
  ];
}

function wayBlocks(way: Way, number: number, isFirst: boolean): Block[] {
  const possible = isPossible(way);
  const mark = isFirst ? '  ← begin here' : possible === false ? '  (not now)' : '';
  const tone: Tone = isFirst ? 'strong' : possible === false ? 'quiet' : 'plain';
  return [
    { kind: 'sentence', tone, text: `${number}. ${way.title}${mark}` },
    ...(way.command === null ? [] : [{ kind: 'command' as const, line: way.command }]),
    { kind: 'list', items: wayFacts(way) },
  ];
}

/** Only where nothing useful could be said: nothing seen, nothing remembered, no way known. */
function errorOf({ facts, diagnosis, backups }: Recovery): LifeboatError | null {
  const { trouble, troubleWords, remedy } = diagnosis;
  if (diagnosis.kind !== 'blind' || trouble === null || backups > 0 || facts.remembered !== null) {
    return null;
  }
  const codes: Record<typeof trouble, ErrorCode> = {
    region: 'azure-unreachable',
    azure: 'azure-unreachable',
    network: 'azure-unreachable',
    'sign-in': 'not-signed-in',
    rights: 'not-allowed',
  };
  const message = `Nothing is known of ${facts.label}. ${troubleWords ?? ''}`.trim();
  return new LifeboatError(codes[trouble], message, remedy === null ? {} : { hint: remedy });
}
