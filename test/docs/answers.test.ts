import { beforeAll, describe, expect, it } from 'vitest';
import { lifeboatOf, runLine } from '../core/commands/run-line.ts';
import { company, runThrough } from '../core/workflows/world.ts';
import { plain, readDocument, tableUnder } from './documents.ts';

const rows = new Map(
  tableUnder(readDocument('docs/json.md'), 'What `data` holds').map(([command, told]) => [
    plain(command),
    [...(told ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
  ]),
);

/** One line for each way a command answers, in an order in which each finds what it needs. */
const lines = [
  'backup contoso-prod',
  'backup contoso-prod --plan',
  'services',
  'status',
  'recover contoso-prod',
  'backups',
  'show latest:contoso-prod --verify',
  'note latest:contoso-prod a note',
  'restore contoso-dr --from latest:contoso-prod --plan',
  'restore contoso-dr --from latest:contoso-prod --confirm contoso-dr',
  'undelete contoso-prod',
  'follow',
  'expiring',
  'snooze contoso-prod 2d',
  'reconcile',
  'approvals',
  'approvals --all',
  'login',
  'logout',
  'whoami',
  'doctor',
  'audit',
  'paths',
  'completion bash',
  'help',
  'help backup',
  'init --service /subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.ApiManagement/service/contoso --storage https://stcontosodr.blob.core.windows.net/apim-backups',
];

const answers = new Map<string, string[]>();

beforeAll(async () => {
  const one = company();
  for (const line of lines) {
    if (line.startsWith('undelete')) one.azure.deleteService(one.prod.resourceId);
    const report = await runThrough(one, runLine(lifeboatOf(one), line));
    expect(report.error, line).toBeNull();
    answers.set(line, Object.keys(report.data));
  }
});

describe('docs/json.md', () => {
  it.each(lines)('tells all that `%s` answers', (line) => {
    const told = rows.get(line.split(' ')[0] ?? '') ?? [];

    expect((answers.get(line) ?? []).filter((name) => !told.includes(name))).toEqual([]);
    expect(answers.get(line)).not.toEqual([]);
  });
});
