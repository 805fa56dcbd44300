import type { Service } from '../domain/configuration.ts';
import { LifeboatError } from '../domain/error.ts';
import { isoTime } from '../domain/instant.ts';
import { exportName, exportPrefix, isComplete, type ReportDay } from '../domain/report-days.ts';
import type { ReportName } from '../domain/report-name.ts';
import type { ExportPlace } from './export-place.ts';
import type { PatientLook } from './patient-look.ts';
import { sideBySide } from './side-by-side.ts';
import { errorOfUnseen } from './unseen.ts';
import type { Work } from './work.ts';

/** What to export, and where to. */
export type ExportWish = {
  service: Service;
  reports: readonly ReportName[];
  days: readonly ReportDay[];
  place: ExportPlace;
  ask: PatientLook;
};

/** What came of one report. */
export type ExportedReport = {
  report: ReportName;
  /** Complete days that were written now, and those that were there already. */
  written: number;
  skipped: number;
  /** Days that are not complete yet: they are exported as far as they are, and again the next time. */
  partial: number;
  /** Rows that were written now. */
  rows: number;
  /** Why the rest is missing; null when nothing is. */
  problem: LifeboatError | null;
};

/** How far it is. */
export type ExportProgress = { done: number; total: number; rows: number };

/** How many files are under way at once: far below the 25 reads a second of facts/azure.md 2.4. */
const atOnce = 4;
/** Rows of a page. Azure may give fewer. */
const rowsAtOnce = 1_000;
/** The finest that byTime knows (facts/azure.md 1.5), so that nothing is lost. */
const interval = 'PT15M';

/**
 * Writes reports day by day, each into a file of lines of JSON. Days that are there complete are not
 * asked for again, so a run goes on where another one stopped; a file is there whole or not at all. A
 * report that fails leaves its other days out, and stops none of the others.
 *
 * Effects: reads Azure, writes to the place; one `export` line in the trail, also when it was stopped.
 * Errors: what the place says when it cannot be listed; the signal's reason.
 */
export async function exportReports(
  work: Work,
  wish: ExportWish,
  watch: { signal: AbortSignal; onProgress(progress: ExportProgress): void },
): Promise<ExportedReport[]> {
  const { service, days, place } = wish;
  const results = new Map<ReportName, ExportedReport>(
    wish.reports.map((report) => [
      report,
      { report, written: 0, skipped: 0, partial: 0, rows: 0, problem: null },
    ]),
  );
  const there = await place.names(exportPrefix(service.azureName));
  const jobs = [...results.values()].flatMap((result) => days.map((day) => ({ result, day })));
  const progress = { done: 0, total: jobs.length, rows: 0 };
  try {
    await sideBySide(jobs, atOnce, watch.signal, async ({ result, day }) => {
      await exportDay(work, wish, result, day, there);
      progress.done += 1;
      progress.rows = [...results.values()].reduce((sum, { rows }) => sum + rows, 0);
      watch.onProgress({ ...progress });
    });
  } finally {
    await writeTrail(work, wish, [...results.values()]);
  }
  return [...results.values()];
}

async function exportDay(
  work: Work,
  wish: ExportWish,
  result: ExportedReport,
  day: ReportDay,
  there: ReadonlySet<string>,
): Promise<void> {
  if (result.problem !== null) return;
  const { service, place } = wish;
  // Judged before it is asked: what is counted while we ask may come too late for us.
  const complete = isComplete(day, work.ports.clock.now());
  const nameOf = (whole: boolean) => exportName(service.azureName, result.report, day.day, whole);
  if (there.has(nameOf(true))) {
    result.skipped += 1;
    return;
  }
  let rows = 0;
  try {
    await place.write(
      nameOf(complete),
      linesOf(work, wish, result.report, day, (count) => {
        rows += count;
      }),
    );
  } catch (error) {
    if (!(error instanceof LifeboatError)) throw error;
    result.problem ??= error;
    return;
  }
  result.rows += rows;
  result[complete ? 'written' : 'partial'] += 1;
  if (complete && there.has(nameOf(false))) await place.remove(nameOf(false));
}

async function* linesOf(
  work: Work,
  { service, ask }: ExportWish,
  report: ReportName,
  { from, to }: ReportDay,
  onRows: (count: number) => void,
): AsyncGenerator<string> {
  const { apiManagement } = work.ports.azure(service.signIn);
  const query = {
    resourceId: service.resourceId,
    report,
    from,
    to,
    interval: report === 'byTime' ? interval : null,
    top: rowsAtOnce,
  };
  for (let skip = 0; ; ) {
    const look = await ask(() => apiManagement.report({ ...query, skip }));
    if (!look.seen) {
      throw errorOfUnseen(
        look.why,
        `the report ${report} of ${service.label}`,
        'service-not-found',
      );
    }
    const { rows, more } = look.value;
    onRows(rows.length);
    if (rows.length > 0) yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    if (!more || rows.length === 0) return;
    skip += rows.length;
  }
}

async function writeTrail(
  { ports }: Work,
  { service, days, place }: ExportWish,
  results: readonly ExportedReport[],
): Promise<void> {
  const written = results.filter((one) => one.written + one.partial > 0);
  const [first, last] = [days[0], days.at(-1)];
  if (written.length === 0 || first === undefined || last === undefined) return;
  const names = written.map(({ report }) => report).join(', ');
  const personal = written.some(({ report }) => report === 'byRequest')
    ? ' It holds personal data.'
    : '';
  const { who, host, door } = ports.thisProcess.requester;
  await ports.audit.append({
    at: isoTime(ports.clock.now()),
    event: 'export',
    who,
    host,
    door,
    subject: service.label,
    operation: null,
    what: `exported ${names} of ${first.day} to ${last.day} into ${place.words}.${personal}`,
    why: null,
    record: null,
  });
}
