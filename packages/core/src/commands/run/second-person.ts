import type { Approval } from '../../domain/approval.ts';
import { asLifeboatError } from '../../domain/error.ts';
import type { Plan } from '../../domain/plan.ts';
import { requireApproval } from '../../workflows/approvals/require-approval.ts';
import type { PlannedRestore } from '../../workflows/plan-restore.ts';
import { noteRefusal } from '../../workflows/refuse-blocked.ts';
import { approvalDocument } from '../approval-document.ts';
import type { CommandContext } from '../definition.ts';
import type { Report } from '../report.ts';
import { plansReport } from './plan-report.ts';

/**
 * Null when a restore may go on; else the plan, and the request that waits for a second person. Asked
 * before the target's name is, so that nobody confirms what may not be done.
 */
export async function waitForSecondPerson(
  { lifeboat, door }: CommandContext,
  planned: PlannedRestore,
): Promise<Report | null> {
  const { ports } = lifeboat;
  const { plan, ask } = planned;
  try {
    const grant = await requireApproval(lifeboat, ask);
    if (ask.breakGlass !== null) {
      const text =
        grant.kind === 'broken-glass'
          ? `You break the glass: ${plan.service} is restored without a second person, and everybody hears of it.`
          : 'No glass is broken: the rules let this be carried out.';
      door.say({ kind: 'sentence', tone: grant.kind === 'broken-glass' ? 'warn' : 'quiet', text });
    }
    return null;
  } catch (thrown) {
    const error = asLifeboatError(thrown);
    if (error.code !== 'approval-required') throw error;
    await noteRefusal(lifeboat, plan, error);
    const { request } = error.data ?? {};
    const approval = (await ports.store.read()).get('approval', String(request));
    const asked = { plan: withRequest(plan, approval) };
    const shown = plansReport([{ service: { label: plan.service }, ok: true, planned: asked }]);
    return {
      data: {
        ...shown.data,
        ...(approval === null ? {} : { approval: approvalDocument(approval, ports.clock.now()) }),
      },
      blocks: shown.blocks,
      error,
    };
  }
}

/** The plan was made before its request was. */
function withRequest(plan: Plan, approval: Approval | null): Plan {
  if (plan.approval === null || approval === null) return plan;
  const request = { id: approval.id, state: 'open' as const, endsAt: approval.endsAt };
  return { ...plan, approval: { ...plan.approval, request } };
}
