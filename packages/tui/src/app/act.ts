import {
  type CommandDefinition,
  commandName,
  commands,
  LifeboatError,
  type Parsed,
  parseCommand,
  splitLine,
} from '@lifeboat/core';
import { screens } from '../screens/index.ts';
import type { ScreenName } from '../screens/names.ts';
import type { Job } from './jobs/job.ts';
import type { Session } from './session.ts';

/** Runs a line or opens its screen; a wrong line is said at the bottom, with its way on. */
export function createAct(session: () => Session): (line: string) => void {
  return (given) => {
    const { toasts } = session();
    const line = given
      .trim()
      .replace(/^apim(?=\s|$)/, '')
      .trim();
    try {
      act(session(), line, parseCommand(commands, splitLine(line), 'tui'));
    } catch (error) {
      if (!(error instanceof LifeboatError)) throw error;
      toasts.say('bad', error.hint === null ? error.message : `${error.message} ${error.hint}`);
    }
  };
}

function act(session: Session, line: string, parsed: Parsed): void {
  const { navigation, jobs, toasts } = session;
  if (parsed.kind === 'run') {
    const name = commandName(parsed.definition);
    for (const screen of screens) {
      const opens = [screen.opens ?? []].flat().find(({ command }) => command === name);
      const opened = opens?.about(parsed.input, session) ?? null;
      if (opened === null) continue;
      navigation.open({ screen: screen.name, about: opened.about });
      return;
    }
    const refusal = refusalOf(session, parsed.definition);
    if (refusal !== null) {
      toasts.say('bad', refusal);
      return;
    }
  }
  session.openJob(jobs.run(line));
}

/** The screen in which a line runs; what only explains a command is an answer like all others. */
export function screenOfJob({ line, definition }: Pick<Job, 'line' | 'definition'>): ScreenName {
  const own = screens.find(({ runs }) => runs === commandName(definition))?.name ?? 'answer';
  if (own === 'answer') return own;
  const parsed = parseCommand(commands, splitLine(line.replace(/^apim(?=\s|$)/, '')), 'tui');
  return parsed.kind === 'run' ? own : 'answer';
}

/** Why nothing that changes Azure may begin now; null when it may. */
export function refusalOf(
  session: Pick<Session, 'lifeboat' | 'reader'>,
  { danger }: CommandDefinition,
): string | null {
  if (danger === 'reads' || danger === 'local') return null;
  const { lifeboat, reader } = session;
  if (lifeboat.configuration.readOnly) {
    return 'Read-only: this Lifeboat was told to change nothing in Azure. Nothing was done.';
  }
  const { problem } = reader.get();
  if (problem?.code !== 'not-signed-in') return null;
  const hint = problem.hint === null ? '' : ` ${problem.hint}`;
  return `Not signed in, so what is shown may be old. Nothing was done.${hint}`;
}
