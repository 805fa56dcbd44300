import { describe, expect, it } from 'vitest';
import type { Approval } from '../../../../packages/core/src/domain/approval.ts';
import type { Grant } from '../../../../packages/core/src/workflows/approvals/require-approval.ts';
import { spendGrant } from '../../../../packages/core/src/workflows/approvals/spend-grant.ts';
import { anApproval, anAsker, anOperation } from '../../domain/build-records.ts';
import type { Company } from '../world.ts';
import { carefulCompany, rules } from './people.ts';

const grant: Grant = { kind: 'approved', approval: 'a000001', planHash: 'a'.repeat(64) };

/** The company with one request, approved by raj unless that differs. */
async function approved(differs: Partial<Approval> = {}): Promise<Company> {
  const { one } = await carefulCompany();
  const now = one.work.ports.clock.now();
  const by = anAsker({ who: 'raj', person: 'raj', azure: null });
  const decision = { by, at: now, reason: null };
  const approval = anApproval({
    status: 'approved',
    decision,
    askedAt: now,
    endsAt: now + rules.lastMs,
    ...differs,
  });
  await one.work.ports.store.update((draft) => draft.put('approval', approval));
  return one;
}

function spend(one: Company, id: string): Promise<void> {
  const operation = anOperation({ id, kind: 'restore' });
  return one.work.ports.store.update((draft) => {
    spendGrant(draft, one.work, grant, operation);
    draft.put('operation', operation);
  });
}

async function left(one: Company) {
  const snapshot = await one.work.ports.store.read();
  return {
    operation: snapshot.get('approval', 'a000001')?.operation,
    written: ['o1', 'o2'].filter((id) => snapshot.get('operation', id) !== null),
  };
}

describe('an approval that two runs got at once', () => {
  it('is spent by one of them; the other one writes nothing', async () => {
    const one = await approved();
    const both = await Promise.allSettled([spend(one, 'o1'), spend(one, 'o2')]);

    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(both[1]).toMatchObject({ reason: { code: 'approval-required' } });
    expect(await left(one)).toEqual({ operation: 'o1', written: ['o1'] });
  });
});

describe('an approval that was good when it was looked at', () => {
  it('is not spent when its end came meanwhile', async () => {
    const one = await approved();
    await one.work.ports.clock.advance(rules.lastMs);

    await expect(spend(one, 'o1')).rejects.toMatchObject({
      code: 'approval-required',
      message: expect.stringContaining('is ended by now'),
    });
    expect(await left(one)).toEqual({ operation: null, written: [] });
  });

  it('is not spent for another plan', async () => {
    const one = await approved({ planHash: 'b'.repeat(64) });

    await expect(spend(one, 'o1')).rejects.toMatchObject({ code: 'approval-required' });
  });
});
