import type { CommandDefinition, Report } from '@lifeboat/core';

type Run = Extract<CommandDefinition, { needs: 'nothing' }>['run'];

/** A grammar of one command, `try`, that does what a test wants. */
export function tryCommand(run: Run | (() => Promise<Report>)): readonly CommandDefinition[] {
  return [
    {
      path: ['try'],
      summary: 'Try',
      description: 'Tries.',
      arguments: [],
      flags: [],
      examples: [],
      danger: 'reads',
      doors: ['cli'],
      needs: 'nothing',
      run,
    },
  ];
}

/** An empty answer with what a test cares about. */
export function report(changes: Partial<Report> = {}): Report {
  return { data: {}, blocks: [], error: null, ...changes };
}
