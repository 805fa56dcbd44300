import type { Lifeboat } from '@lifeboat/core';
import { demoLine, introduction } from '../../screens/first-run/first-run-words.ts';
import type { homeOf } from '../../screens/home.ts';
import type { Loading } from '../live/model.ts';
import { spokenError } from './spoken-blocks.ts';
import type { Said } from './spoken-text.ts';

/** What is said first: what keeps the fleet from being told, or how to begin where there is none. */
export function greeting(
  lifeboat: Pick<Lifeboat, 'configuration' | 'configurationProblem' | 'configurationFile'>,
  loading: Loading,
  home: ReturnType<typeof homeOf>,
  now: number,
): Said[] {
  const { configurationProblem, configurationFile, configuration } = lifeboat;
  const readOnly = configuration.readOnly ? ['Read-only: nothing is changed in Azure.'] : [];
  if (home === 'trouble') {
    const problems = [
      ...(loading.kind === 'unreadable' ? [loading.problem] : []),
      ...(configurationProblem === undefined ? [] : [configurationProblem]),
    ];
    return ['Lifeboat.', ...problems.flatMap((problem) => spokenError(problem, now))];
  }
  if (home !== 'first-run') return ['Lifeboat.', ...readOnly];
  return [
    ...introduction,
    `There is no configuration yet. It would be written to ${configurationFile.path}`,
    'Begin with: init',
    'On a new machine with old backups: init --from-storage URL',
    'To bring one service back right now: recover RESOURCE-ID',
    `To look around without Azure, in a checkout of Lifeboat: ${demoLine}`,
  ];
}
