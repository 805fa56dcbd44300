import type { Approval } from '../../domain/approval.ts';
import type { Check } from '../../domain/check.ts';
import { asLifeboatError, LifeboatError } from '../../domain/error.ts';
import type { Plan } from '../../domain/plan.ts';
import { worseThanShown } from '../../domain/worse-than-shown.ts';
import type { CommandContext, Input } from '../definition.ts';
import { commands } from '../index.ts';
import { parseCommand } from '../parse.ts';
import { splitLine } from '../split-line.ts';
import { planBackupOf } from './backup.ts';
import { planRestoreOf } from './restore.ts';

/** What a second look at a request's plan found. */
export type Again =
  | { kind: 'seen'; worse: Check[] }
  /** The line means something else by now. */
  | { kind: 'other-plan' }
  /** Nobody could look; what is carried out is bound to the hash all the same. */
  | { kind: 'blind'; words: string };

/**
 * Plans what a request is for once more, in the name of the one who asked, and tells what got worse.
 * Never rejects but for the signal.
 */
export async function lookAgain(context: CommandContext, approval: Approval): Promise<Again> {
  try {
    const plan = await planAgain(context, approval);
    if (plan === null) return { kind: 'seen', worse: [] };
    const worse = worseThanShown(approval.checks, withoutOwnRights(plan.checks));
    if (plan.hash === approval.planHash || worse.some(isBlob)) return { kind: 'seen', worse };
    // A blob that cannot be seen has no etag, which is no proof of another one.
    const blob = plan.checks.find(({ name }) => name === 'backup-present');
    if (blob?.verdict === 'unknown') return { kind: 'blind', words: blob.measured };
    return { kind: 'other-plan' };
  } catch (error) {
    context.signal.throwIfAborted();
    return { kind: 'blind', words: asLifeboatError(error).message };
  }
}

/**
 * Whoever decides need not be allowed to do it: it is carried out with the rights of the one who asked,
 * which are looked at again then. Without the right to restore, that to make the safety backup says
 * nothing either.
 */
function withoutOwnRights(checks: readonly Check[]): Check[] {
  const mayNot = checks.some(({ name, verdict }) => name === 'own-rights' && verdict === 'fail');
  const dropped = ['own-rights', 'list-keys', ...(mayNot ? ['safety-backup'] : [])];
  return checks.filter(({ name }) => !dropped.includes(name));
}

function isBlob({ name, verdict }: Check): boolean {
  return name === 'backup-present' && verdict === 'fail';
}

/** Null where nothing can be planned ahead: an undelete or a prune looks when it is carried out. */
async function planAgain(context: CommandContext, approval: Approval): Promise<Plan | null> {
  const { kind, line, asker } = approval;
  switch (kind) {
    case 'restore':
      return (await planRestoreOf(context, inputOf(line), { asker })).plan;
    case 'backup':
      return (await planBackupOf(context, inputOf(line), { asker })).plan;
    case 'undelete':
    case 'prune':
      return null;
    default:
      return kind satisfies never;
  }
}

function inputOf(line: string): Input {
  const { text, words } = splitLine(line);
  const parsed = parseCommand(commands, { text, words: words.slice(1) }, 'cli');
  if (parsed.kind === 'run') return parsed.input;
  throw new LifeboatError('internal', `The line of a request is no command: ${line}`);
}
