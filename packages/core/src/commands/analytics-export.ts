import { reportNames } from '../domain/report-name.ts';
import type { CommandDefinition } from './definition.ts';

/** `apim analytics export` */
export const analyticsExportCommand: CommandDefinition = {
  path: ['analytics', 'export'],
  summary: 'Keep the reports that a backup leaves out',
  description:
    'Reads the built-in analytics of a service day by day and keeps each report of each day as a file of JSON lines, in the storage of its backups (`analytics/SERVICE/REPORT/DAY.ndjson`) or in a folder. Days that are there already are not asked for again, and a run goes on where the last one stopped. Today is never complete: it is kept as `DAY.partial.ndjson` and read anew the next time. The v2 tiers have no such reports.\n\nThe report byRequest names who called, with address and URL: personal data. It is exported only with --by-request.',
  arguments: [
    {
      name: 'service',
      kind: 'service',
      summary: 'The service whose reports to keep',
      required: true,
      many: false,
    },
  ],
  flags: [
    {
      name: 'from',
      summary: 'The first day, in UTC',
      value: { kind: 'text', placeholder: 'DAY' },
    },
    {
      name: 'to',
      summary: 'The last day, in UTC; today unless given',
      value: { kind: 'text', placeholder: 'DAY' },
    },
    {
      name: 'reports',
      summary: 'Only this report; all but byRequest unless given',
      value: { kind: 'choice', placeholder: 'REPORT', choices: reportNames },
      many: true,
    },
    {
      name: 'by-request',
      summary: 'Also byRequest, which holds personal data',
      value: null,
    },
    {
      name: 'into',
      summary: 'Into this folder, not into the storage',
      value: { kind: 'text', placeholder: 'FOLDER' },
    },
  ],
  examples: [
    {
      line: 'apim analytics export contoso-prod --from 2026-11-01',
      does: 'keeps all reports since then, beside the backups',
    },
    {
      line: 'apim analytics export contoso-prod --from 2026-10-01 --to 2026-10-31 --reports byApi --into october',
      does: 'keeps one report of one month in a folder',
    },
  ],
  danger: 'local',
  doors: ['cli', 'tui'],
  async run(context, input) {
    const { runAnalyticsExport } = await import('./run/analytics-export.ts');
    return runAnalyticsExport(context, input);
  },
};
