import type { Clock, DoorSide, SignInPrompt } from '@lifeboat/core';
import { formatDuration, whatIsConfirmed } from '@lifeboat/core';
import type { Look } from './look.ts';
import type { ProgressView } from './progress-view.ts';
import type { Prompts } from './prompts.ts';
import { render } from './render.ts';

type Parts = {
  look: Look;
  clock: Clock;
  quiet: boolean;
  view: ProgressView;
  /** Null where nobody can be asked. */
  prompts: Prompts | null;
};

/** What the command line does for a running command: talk, progress and questions, all on stderr. */
export function createCliDoor(parts: Parts): DoorSide {
  const { look, clock, quiet, view, prompts } = parts;
  return {
    name: 'cli',
    say: (block) => {
      if (!quiet) view.write(render([block], clock.now(), look));
    },
    progress: (all) => {
      // A sign-in's open question is over once there is progress; it would tear the live lines.
      prompts?.close();
      view.update(all);
    },
    confirm:
      prompts === null
        ? null
        : (question) => {
            // Nobody can agree to what was not shown, so this is said even when quiet.
            const { plan } = question;
            view.write(`${render([{ kind: 'plan', plan }], clock.now(), look)}\n`);
            // A plan is longer than a screen: what is agreed to stands directly above the question.
            const text = whatIsConfirmed(plan, clock.now());
            view.write(render([{ kind: 'sentence', text, tone: 'warn' }], clock.now(), look));
            return prompts.confirm(question);
          },
    ask: prompts?.ask ?? null,
    signIn: (step) => {
      view.write(signInText(step, clock.now()));
      if (step.kind === 'browser' && step.pasteBack !== null && prompts !== null) {
        prompts.pasted('Or paste the address the browser ended at: ', step.pasteBack);
      }
    },
  };
}

/** Said even when quiet: without it nobody could sign in. The address stands alone, to be copied. */
function signInText(step: SignInPrompt, now: number): string {
  switch (step.kind) {
    case 'device-code': {
      const left = formatDuration(Math.max(0, step.expiresAt - now));
      return `To sign in, open\n\n  ${step.url}\n\nand enter the code ${step.code} (valid for ${left}).\n`;
    }
    case 'browser':
      return `To sign in, open\n\n  ${step.url}\n\n`;
    default:
      return step satisfies never;
  }
}
