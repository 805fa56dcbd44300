import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../packages/core/src/domain/audit.ts';
import { company } from '../workflows/world.ts';
import { lifeboatOf, runLine } from './run-line.ts';

async function trail(count: number, changes: (at: number) => Partial<AuditEntry> = () => ({})) {
  const one = company();
  for (let at = 0; at < count; at += 1) {
    await one.work.ports.audit.append({
      at: '2026-11-23T02:00:00Z',
      event: 'note',
      who: 'ana',
      host: 'laptop',
      door: 'cli',
      subject: 'contoso-prod',
      operation: null,
      what: `entry ${at}`,
      why: null,
      record: { kept: 'inside' },
      ...changes(at),
    });
  }
  return lifeboatOf(one);
}

async function shown(lifeboat: Awaited<ReturnType<typeof trail>>, line: string): Promise<string[]> {
  const { data } = await runLine(lifeboat, line);
  return (data.entries as AuditEntry[]).map((entry) => entry.what);
}

describe('audit', () => {
  it('shows the newest 50, oldest first, without the records inside', async () => {
    const lifeboat = await trail(60);
    const { data } = await runLine(lifeboat, 'audit');

    expect(await shown(lifeboat, 'audit')).toEqual(
      Array.from({ length: 50 }, (_, at) => `entry ${at + 10}`),
    );
    expect(JSON.stringify(data)).not.toContain('inside');
  });

  it('shows the newest about a subject, an operation or a person', async () => {
    const lifeboat = await trail(6, (at) =>
      at % 2 === 0 ? { subject: 'contoso-dr', operation: 'op-1', who: 'raj' } : {},
    );

    expect(await shown(lifeboat, 'audit Contoso-DR --limit 2')).toEqual(['entry 2', 'entry 4']);
    expect(await shown(lifeboat, 'audit op-1')).toHaveLength(3);
    expect(await shown(lifeboat, 'audit raj')).toHaveLength(3);
    expect(await shown(lifeboat, 'audit nobody')).toEqual([]);
  });

  it.each(['0', '1.5'])('refuses a limit of %s', async (limit) => {
    await expect(runLine(await trail(1), `audit --limit ${limit}`)).rejects.toMatchObject({
      code: 'usage',
    });
  });

  it('says how many lines could not be read', async () => {
    const one = company();
    const audit = { ...one.work.ports.audit, read: async () => ({ entries: [], unreadable: 2 }) };
    const lifeboat = lifeboatOf(one, { ports: { ...one.work.ports, audit } });

    const report = await runLine(lifeboat, 'audit');

    expect(report.data.unreadable).toBe(2);
    expect(JSON.stringify(report.blocks)).toContain('2 lines of the trail cannot be read');
  });
});
