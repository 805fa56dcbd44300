import type { Service } from '../../domain/configuration.ts';
import { LifeboatError } from '../../domain/error.ts';
import { type ReportDay, reportDays } from '../../domain/report-days.ts';
import { type ReportName, reportNames } from '../../domain/report-name.ts';
import { tierHasReports } from '../../domain/tier.ts';
import { type ExportPlace, folderPlace, storagePlace } from '../../workflows/export-place.ts';
import { exportReports } from '../../workflows/export-reports.ts';
import { parseTime } from '../../workflows/parse-time.ts';
import { type PatientLook, patientLook } from '../../workflows/patient-look.ts';
import { resolveService } from '../../workflows/resolve-service.ts';
import { resolveStorage } from '../../workflows/resolve-storage.ts';
import { errorOfUnseen } from '../../workflows/unseen.ts';
import type { CommandContext, Input } from '../definition.ts';
import type { Report } from '../report.ts';
import { exportReport } from './export-report.ts';
import { paced } from './paced.ts';

/** How often it says how far it is. */
const sayEveryMs = 2_000;

/** What `apim analytics export` does. */
export async function runAnalyticsExport(context: CommandContext, input: Input): Promise<Report> {
  const { lifeboat, door, signal } = context;
  const service = resolveService(lifeboat.configuration, input.one('service') ?? '', {
    exact: false,
  });
  const reports = reportsOf(input);
  const days = daysOf(input, lifeboat.ports.clock.now());
  const ask = patientLook(lifeboat, signal);
  const place = placeOf(context, input, service, ask);
  await refuseWithoutReports(context, service, ask);
  const personal = reports.includes('byRequest');
  if (personal) door.say({ kind: 'sentence', tone: 'warn', text: personalWords });
  door.say({
    kind: 'sentence',
    tone: 'quiet',
    text: `Reading ${reports.length} reports of ${days.length} days into ${place.words} …`,
  });
  const progress = paced<string>(lifeboat.ports.clock, sayEveryMs, (text) =>
    door.say({ kind: 'sentence', tone: 'quiet', text }),
  );
  try {
    const results = await exportReports(
      lifeboat,
      { service, reports, days, place, ask },
      {
        signal,
        onProgress: ({ done, total, rows }) =>
          progress.tell(`${done} of ${total} files, ${rows} rows`),
      },
    );
    return exportReport({ service, days, place, personal, results });
  } finally {
    progress.end();
  }
}

/** Said before and kept in mind after: what such a file holds is for few. */
const personalWords =
  'byRequest holds personal data: addresses and URLs of callers. Keep it where only those may read it who must, and no longer than needed.';

function reportsOf(input: Input): ReportName[] {
  const named = input.texts('reports');
  const byRequest = input.has('by-request');
  if (named.includes('byRequest') && !byRequest) {
    throw new LifeboatError('usage', 'The report byRequest holds personal data.', {
      hint: 'Add --by-request if you mean it.',
    });
  }
  return reportNames.filter((name) =>
    name === 'byRequest' ? byRequest : named.length === 0 || named.includes(name),
  );
}

function daysOf(input: Input, now: number): ReportDay[] {
  const from = timeOf(input.text('from'), 'from', now);
  if (from === null) {
    throw new LifeboatError('usage', 'From which day?', {
      hint: 'For example --from 2026-11-01, in UTC.',
    });
  }
  const to = Math.min(timeOf(input.text('to'), 'to', now) ?? now, now);
  const days = reportDays(from, to);
  if (days.length > 0) return days;
  const why = from > now ? 'lies in the future' : 'lies after --to';
  throw new LifeboatError('usage', `--from ${input.text('from')} ${why}.`, {
    hint: 'Give the first day and then the last one.',
  });
}

function timeOf(text: string | null, flag: string, now: number): number | null {
  if (text === null) return null;
  const time = parseTime(text, now);
  if (time !== null) return time;
  throw new LifeboatError('usage', `--${flag} ${text} is not a day.`, {
    hint: 'Write it in UTC, such as 2026-11-23.',
  });
}

function placeOf(
  { lifeboat }: CommandContext,
  input: Input,
  service: Service,
  ask: PatientLook,
): ExportPlace {
  const into = input.text('into');
  if (into !== null) return folderPlace(lifeboat, into);
  if (lifeboat.configuration.readOnly) {
    throw new LifeboatError('read-only', 'Lifeboat is read-only here, so it writes no blob.', {
      hint: 'Export into a folder of this machine with --into FOLDER.',
    });
  }
  if (service.storage === null) {
    throw new LifeboatError('storage-not-found', `${service.label} has no storage to export to.`, {
      hint: 'Give it one in the configuration, or a folder with --into FOLDER.',
    });
  }
  const wish = { access: null, clientId: null };
  const storage = resolveStorage(lifeboat.configuration, service, null, wish);
  return storagePlace(lifeboat, service, storage, ask);
}

async function refuseWithoutReports(
  { lifeboat: { ports }, signal }: CommandContext,
  service: Service,
  ask: PatientLook,
): Promise<void> {
  const azure = ports.azure(service.signIn);
  const look = await ask(() => azure.apiManagement.get(service.resourceId, signal));
  if (!look.seen) {
    throw errorOfUnseen(look.why, `the service ${service.label}`, 'service-not-found');
  }
  if (tierHasReports(look.value.tier)) return;
  throw new LifeboatError(
    'check-failed',
    `${service.label} is of the ${look.value.tier} tier, which has no built-in analytics. Nothing was exported.`,
    { hint: 'Its requests are in Azure Monitor, where they are sent to a workspace.' },
  );
}
