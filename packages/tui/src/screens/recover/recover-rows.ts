import { formatElapsed, type LifeboatError, relativeTime } from '@lifeboat/core';
import {
  diagnosisTone,
  type FleetRow,
  recoverySeen,
  recoveryStorage,
  type Service,
} from '@lifeboat/core/live';
import { blockLines, reportLines } from '../../components/blocks.ts';
import { wrapped } from '../../components/wrapped.ts';
import { type Spans, span } from '../../format/spans.ts';
import { glyphOf, type Theme } from '../../theme/theme.ts';
import { rememberedBlocks } from './remembered-rows.ts';
import type { Found } from './use-recovery.ts';
import { wayRows } from './way-rows.ts';

type At = { now: number; columns: number; theme: Theme };
type Row = Spans | string;

/** All that is known at one time. */
export type RecoverPage = {
  service: Service;
  /** What the store knows of it. */
  row: FleetRow | null;
  found: Found | null;
  since: number | null;
  problem: LifeboatError | null;
  isConfigured: boolean;
};

/** What stays in sight while one scrolls: what is wrong, and whether it is being looked at. */
export function topRows({ service, found, since, problem }: RecoverPage, at: At): Row[] {
  const { now, theme } = at;
  const rows: Row[] = [];
  if (found !== null) {
    const { diagnosis } = found.recovery;
    const tone = diagnosisTone(diagnosis);
    const glyph = glyphOf(tone, theme);
    const lead = glyph === null ? '' : `${glyph} `;
    rows.push(...wrapped(diagnosis.words, tone, { ...at, indent: '  ', lead }));
  }
  if (since !== null) {
    const again = found === null ? '' : `; the above is from ${relativeTime(found.at, now)}`;
    const turn = theme.moves ? Math.floor(now / 1000) % theme.glyphs.busy.length : 0;
    const lead = `${theme.glyphs.busy[turn] ?? ''} `;
    const text = `Looking at Azure, the gateways and the storage of ${service.label}  ${formatElapsed(now - since)}${again}`;
    rows.push(...wrapped(text, 'busy', { ...at, indent: '  ', lead }));
  } else if (found !== null) {
    rows.push([span(`  Looked ${relativeTime(found.at, now)}; r looks again`, 'quiet')]);
  }
  if (problem !== null) rows.push(...reportLines({ data: {}, blocks: [], error: problem }, at));
  return rows;
}

/** The page below, with the rows at which each way stands. */
export function pageRows(
  page: RecoverPage,
  marked: number,
  at: At,
): { rows: Row[]; ways: { start: number; end: number }[] } {
  const { found, row, service, isConfigured } = page;
  if (found === null) return { rows: blockLines(rememberedBlocks(row, at.now), at), ways: [] };
  const { recovery } = found;
  const { ways, begin, diagnosis } = recovery;
  const rows: Row[] = [];
  const trouble = [diagnosis.troubleWords, diagnosis.remedy].filter((text) => text !== null);
  if (trouble.length > 0) rows.push(...wrapped(trouble.join(' '), 'warn', at), '');
  rows.push(
    ...blockLines(
      [
        { kind: 'heading', text: 'What was seen' },
        { kind: 'fields', rows: recoverySeen(recovery) },
      ],
      at,
    ),
  );
  const places: { start: number; end: number }[] = [];
  if (ways.length > 0) rows.push('', [span('Ways back, the least harm first', 'strong')]);
  for (const [index, way] of ways.entries()) {
    const start = rows.length;
    const place = { number: index + 1, begins: way === begin, marked: index === marked };
    rows.push(...wayRows(way, place, at));
    places.push({ start, end: rows.length });
  }
  const storage = blockLines(recoveryStorage(service, recovery, isConfigured), at);
  if (storage.length > 0) rows.push('', ...storage);
  return { rows, ways: places };
}
