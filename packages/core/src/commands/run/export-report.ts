import type { Service } from '../../domain/configuration.ts';
import { LifeboatError } from '../../domain/error.ts';
import type { ReportDay } from '../../domain/report-days.ts';
import type { ExportPlace } from '../../workflows/export-place.ts';
import type { ExportedReport } from '../../workflows/export-reports.ts';
import { errorDocument } from '../json.ts';
import type { Block, Cell, Report } from '../report.ts';

/** What an export came to. */
export type ExportOutcome = {
  service: Service;
  days: readonly ReportDay[];
  place: ExportPlace;
  personal: boolean;
  results: readonly ExportedReport[];
};

/** The answer of `apim analytics export`. */
export function exportReport(outcome: ExportOutcome): Report {
  const { service, days, place, personal, results } = outcome;
  return {
    data: {
      service: service.label,
      into: place.words,
      from: days[0]?.day ?? null,
      to: days.at(-1)?.day ?? null,
      personalData: personal,
      reports: results.map(({ problem, ...counts }) => ({
        ...counts,
        problem: problem && errorDocument(problem),
      })),
    },
    blocks: [table(results), ...closing(outcome)],
    error: errorOf(results),
  };
}

function table(results: readonly ExportedReport[]): Block {
  const counts = ['days written', 'there already', 'not complete', 'rows'];
  return {
    kind: 'table',
    columns: [
      { title: 'report', align: 'left' },
      ...counts.map((title) => ({ title, align: 'right' as const })),
      { title: 'result', align: 'left' },
    ],
    rows: results.map(({ report, written, skipped, partial, rows, problem }): Cell[] => [
      { text: report, tone: 'strong' },
      String(written),
      String(skipped),
      String(partial),
      String(rows),
      problem === null
        ? { text: 'exported', tone: 'good' }
        : { text: problem.message, tone: 'bad' },
    ]),
  };
}

function closing({ place, results, personal }: ExportOutcome): Block[] {
  const blocks: Block[] = [];
  const say = (text: string, tone: 'good' | 'plain' | 'warn'): void =>
    void blocks.push({ kind: 'sentence', text, tone });
  const written = results.reduce((sum, one) => sum + one.written + one.partial, 0);
  if (results.every(({ problem }) => problem === null)) {
    const text =
      written === 0
        ? `Everything was there already, in ${place.words}: nothing was read or written.`
        : `The files are in ${place.words}, under analytics/.`;
    say(text, 'good');
  }
  if (results.some(({ partial }) => partial > 0)) {
    say('A day that is not complete is exported once more the next time.', 'plain');
  }
  if (personal) say('byRequest holds personal data: addresses and URLs of callers.', 'warn');
  return blocks;
}

function errorOf(results: readonly ExportedReport[]): LifeboatError | null {
  const problems = results.flatMap(({ problem }) => problem ?? []);
  const [first] = problems;
  if (first === undefined) return null;
  if (problems.every(({ code }) => code === first.code) && problems.length === results.length) {
    return first;
  }
  return new LifeboatError(
    'partial',
    `${problems.length} of ${results.length} reports are not complete.`,
    { hint: 'Each is named above with its reason. Run it again: what is there stays.' },
  );
}
