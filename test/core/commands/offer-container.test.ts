import { describe, expect, it } from 'vitest';
import { company, place, runThrough } from '../workflows/world.ts';
import { lifeboatOf, recordingDoor, runLine } from './run-line.ts';

const line = 'backup contoso-prod';

/** The company without its container, and a person who answers like this. */
async function typed(answer: string | null, text = line) {
  const one = company();
  one.azure.removeContainer(place);
  const asked: string[] = [];
  const door = {
    ...recordingDoor(),
    ask:
      answer === null
        ? null
        : async (question: { text: string }) => {
            asked.push(question.text);
            return answer;
          },
  };
  await runThrough(one, runLine(lifeboatOf(one), text, { door }));
  return { one, asked, made: one.azure.calls('storageAccounts.createContainer') };
}

describe('a backup into a container that is not there', () => {
  it('offers to make it, and makes it when that is wanted', async () => {
    const { one, asked, made } = await typed('yes');

    expect(asked).toEqual([
      'There is no container stcontosodr/apim-backups. Make it now, private? (yes or no)',
    ]);
    expect(made).toHaveLength(1);
    expect(one.work.ports.audit.entries).toContainEqual(
      expect.objectContaining({
        event: 'note',
        what: 'made the container stcontosodr/apim-backups',
      }),
    );
  });

  it.each([
    ['that is not wanted', 'no', line],
    ['nobody can be asked', null, line],
    ['only the plan is', 'yes', `${line} --plan`],
  ])('makes nothing where %s', async (_why, answer, text) => {
    expect((await typed(answer, text)).made).toEqual([]);
  });
});
