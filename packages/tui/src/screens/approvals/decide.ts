import type { LifeboatError } from '@lifeboat/core';
import { type Approval, approvalState } from '@lifeboat/core/live';
import type { Session } from '../../app/session.ts';
import { nameOf } from './request-columns.ts';

/** More of a request than this is read on its page, not in a dialog. */
const mostSentences = 3;

/** Asks whether to approve a request, and does. Who may not is told so here, and refused by the command. */
export function askApprove(
  session: Session,
  approval: Approval,
  refusal: LifeboatError | null,
): void {
  if (isOver(session, approval)) return;
  const { id, kind, label, asker, summary, reason } = approval;
  session.overlay.set({
    kind: 'ask',
    title: `Approve ${id}`,
    words: [
      `${nameOf(asker)} may then carry out the ${kind} of ${label}, once, for this plan only.`,
      ...summary.slice(0, mostSentences),
      ...(reason === null ? [] : [`Reason: ${reason}`]),
      'The checks are run again first.',
      ...(refusal === null ? [] : [`It will be refused: ${refusal.message}`]),
    ],
    agree: 'Approve',
    act: () => session.act(`approve ${id}`),
  });
}

/** Opens the line that rejects a request, with the cursor where the reason goes. */
export function askReject(session: Session, approval: Approval): void {
  if (isOver(session, approval)) return;
  const text = `reject ${approval.id} --reason ""`;
  session.overlay.set({ kind: 'palette', text, at: text.length - 1 });
}

/** Plans the line of a request again, as things are now, and shows the plan. */
export function planNow(session: Session, { kind, line, label }: Approval): void {
  switch (kind) {
    case 'backup':
    case 'restore':
      session.act(`${line} --plan`);
      break;
    case 'prune':
      // Without `--yes` it only shows what could go.
      session.act(`prune ${label}`);
      break;
    case 'undelete':
      session.toasts.say('plain', 'An undelete has no plan: it brings back what was deleted.');
      break;
    default:
      kind satisfies never;
  }
}

function isOver({ lifeboat, toasts }: Session, approval: Approval): boolean {
  const state = approvalState(approval, lifeboat.ports.clock.now());
  if (state === 'open') return false;
  toasts.say('plain', `${approval.id} is ${state}: only what waits can be decided.`);
  return true;
}
