import {
  asLifeboatError,
  type Lifeboat,
  LifeboatError,
  type Parsed,
  type Report,
} from '@lifeboat/core';
import { type Answering, onlyError } from './answer.ts';
import { createCliDoor } from './door.ts';
import { listenForInterrupts } from './interrupts.ts';
import { createProgressView } from './progress-view.ts';
import { createPrompts } from './prompts.ts';
import type { CliParts } from './run-cli.ts';

type Run = Extract<Parsed, { kind: 'run' }>;

/**
 * Runs a command between its signals and gives its report; whatever is thrown becomes a report
 * with an error. The terminal is as before when this resolves.
 */
export async function runCommand(parts: CliParts, run: Run, to: Answering): Promise<Report> {
  const { clock, stderr } = parts;
  const { quiet } = run.globals;
  const interrupts = listenForInterrupts(parts.listen);
  const { signal, interrupt } = interrupts;
  const view = createProgressView({ stderr, look: to.stderrLook, clock, quiet });
  const person = stderr.isTTY === true && parts.stdin.isTTY === true;
  const prompts = person ? createPrompts({ stdin: parts.stdin, stderr, signal, interrupt }) : null;
  const door = createCliDoor({ look: to.stderrLook, clock, quiet, view, prompts });
  const opened = createOpener(parts, run);
  const work = async (): Promise<Report> => {
    const { definition, input } = run;
    if (definition.needs === 'nothing') return definition.run({ door, signal }, input);
    return definition.run({ door, signal, lifeboat: await opened.open() }, input);
  };
  try {
    const leaving = interrupts.second.then(() => onlyError(leftAtOnce()));
    return await Promise.race([work(), leaving]);
  } catch (error) {
    return onlyError(await explain(error, signal, parts));
  } finally {
    view.stop({ bell: !signal.aborted });
    prompts?.close();
    interrupts.close();
    // After a second signal nothing is waited for.
    const closing = opened.close();
    await Promise.race([closing, interrupts.second]);
  }
}

function createOpener(parts: CliParts, { definition, globals }: Run) {
  let lifeboat: Lifeboat | null = null;
  return {
    async open(): Promise<Lifeboat> {
      lifeboat = await parts.open({
        configurationPath: globals.config,
        readOnly: globals.readOnly,
        lenient: definition.lenient === true,
      });
      return lifeboat;
    },
    async close(): Promise<void> {
      // What could not be closed is closed by the end of the process; the answer matters more.
      await lifeboat?.close().catch(() => {});
    },
  };
}

function leftAtOnce(): LifeboatError {
  return new LifeboatError('interrupted', 'Left at once.', {
    hint: 'What runs in Azure goes on: `apim status` names it, `apim follow` watches it.',
  });
}

/** What was thrown, as an error for people; what nobody expected goes into the log with its stack. */
async function explain(
  thrown: unknown,
  signal: AbortSignal,
  parts: CliParts,
): Promise<LifeboatError> {
  if (thrown instanceof LifeboatError && thrown.code !== 'internal') return thrown;
  // Libraries end an aborted wait with errors of their own.
  if (signal.aborted) return asLifeboatError(signal.reason);
  const error = asLifeboatError(thrown);
  const kept = await parts.keepFailure(thrown);
  if (kept === null) return error;
  return new LifeboatError(error.code, error.message, { hint: `The details are in ${kept}` });
}
