import { describe, expect, it } from 'vitest';
import type { Block } from '../../../packages/core/src/commands/report.ts';
import { company } from '../workflows/world.ts';
import { lifeboatOf, runLine } from './run-line.ts';

function texts(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => (block.kind === 'sentence' ? [block.text] : []));
}

describe('a backup of several services', () => {
  it.each([
    ['no-network', 'azure-unreachable'],
    ['not-signed-in', 'not-signed-in'],
  ] as const)(
    'that cannot begin (%s) says the reason once, and whom it was for',
    async (kind, code) => {
      const one = company();
      one.azure.refuse('apiManagement.get', kind);

      const { blocks, error, data } = await runLine(lifeboatOf(one), 'backup --all');

      expect(texts(blocks)).toEqual([
        'None was started, all for the same reason: contoso-prod, contoso-dr.',
      ]);
      expect(error?.code).toBe(code);
      expect(data.refused).toMatchObject([{ service: 'contoso-prod' }, { service: 'contoso-dr' }]);
    },
  );

  it('says each reason where they are of the services', async () => {
    const one = company();
    one.azure.refuse('apiManagement.get', 'absent', {
      when: (call) => call.about === one.dr.resourceId,
    });
    one.azure.refuse('apiManagement.get', 'no-network');

    const { blocks, error } = await runLine(lifeboatOf(one), 'backup contoso-prod contoso-dr');

    expect(texts(blocks)).toEqual([
      expect.stringContaining('contoso-prod: '),
      expect.stringContaining('contoso-dr: '),
    ]);
    expect(error?.code).toBe('partial');
  });
});
