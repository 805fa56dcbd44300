import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApprovalRules, Asker, Person } from '../../../packages/core/src/domain/approval.ts';
import {
  approvalState,
  isUsable,
  mayDecide,
  needsApproval,
  refuseDecision,
} from '../../../packages/core/src/domain/approval-decision.ts';
import { approvalId } from '../../../packages/core/src/domain/approval-id.ts';
import { maybeSame, personOf, requesterKey } from '../../../packages/core/src/domain/person.ts';
import { anApproval, anAsker, hourMs, now } from './build-records.ts';

const ana: Person = { name: 'ana', azure: '44444444-4444-4444-8444-444444444444', slack: 'U0ANA' };
const raj: Person = { name: 'raj', azure: '55555555-5555-4555-8555-555555555555', slack: 'U0RAJ' };
const eve: Person = { name: 'eve', azure: '66666666-6666-4666-8666-666666666666', slack: null };
const people = [ana, raj, eve];
const rules: ApprovalRules = {
  environments: { restore: ['production'] },
  by: ['ana', 'raj'],
  lastMs: 24 * hourMs,
};

/** A person through the command line. */
function byCli({ name, azure }: Person): Asker {
  return anAsker({ who: name, person: name, azure, slack: null });
}

/** The same through Slack, where nobody's object id is known. */
function bySlack({ name, slack }: Person): Asker {
  return { who: name, host: 'bot', door: 'slack', person: name, azure: null, slack };
}

function refusal(approval: Parameters<typeof anApproval>[0], decider: Asker, at = now) {
  return refuseDecision(anApproval(approval), decider, { rules, people, now: at })?.why ?? null;
}

describe('the rules', () => {
  it('want a second person by kind and environment only', () => {
    const wanted = (kind: 'backup' | 'restore', environment: string | null): boolean =>
      needsApproval(rules, [{ kind, environment }]);

    expect(wanted('restore', 'production')).toBe(true);
    expect(wanted('restore', 'test')).toBe(false);
    expect(wanted('restore', null)).toBe(false);
    expect(wanted('backup', 'production')).toBe(false);
  });

  it('want one when any part of a run does', () => {
    expect(
      needsApproval(rules, [
        { kind: 'backup', environment: 'production' },
        { kind: 'restore', environment: 'production' },
      ]),
    ).toBe(true);
  });

  it('let everybody decide whom they name, but the one who asks', () => {
    expect(mayDecide(rules, byCli(ana), people)).toEqual(['raj']);
    expect(mayDecide(rules, bySlack(ana), people)).toEqual(['raj']);
    expect(mayDecide(rules, byCli(eve), people)).toEqual(['ana', 'raj']);
  });
});

describe('a decision', () => {
  it('is taken from somebody else who may', () => {
    expect(refusal({ asker: byCli(ana) }, byCli(raj))).toBeNull();
    expect(refusal({ asker: byCli(ana) }, bySlack(raj))).toBeNull();
  });

  it.each([
    ['the same door', byCli(ana), byCli(ana)],
    ['Slack, for what was asked on the command line', byCli(ana), bySlack(ana)],
    ['the command line, for what was asked in Slack', bySlack(ana), byCli(ana)],
    ['a door that did not know them yet', { ...byCli(ana), person: null }, bySlack(ana)],
    ['a door that knew nothing of them', { ...byCli(ana), person: null, azure: null }, byCli(ana)],
  ])('is refused of the one who asked, through %s', (_door, asker, decider) => {
    expect(refusal({ asker }, decider)).toBe('own');
  });

  it('is refused of somebody nobody mapped, and of one who is not named', () => {
    const stranger = anAsker({ person: null, azure: '77777777-7777-4777-8777-777777777777' });

    expect(refusal({}, stranger)).toBe('unmapped');
    expect(refusal({}, byCli(eve))).toBe('not-approver');
  });

  it('is refused from its end on', () => {
    const { endsAt } = anApproval();

    expect(refusal({}, byCli(raj), endsAt - 1)).toBeNull();
    expect(refusal({}, byCli(raj), endsAt)).toBe('ended');
  });

  it('is refused when one was made', () => {
    const decision = { by: byCli(raj), at: now, reason: null };

    for (const status of ['approved', 'rejected', 'used'] as const)
      expect(refusal({ status, decision }, byCli(raj))).toBe('decided');
  });
});

describe('a request', () => {
  const decision = { by: byCli(raj), at: now, reason: null };
  const approved = anApproval({ status: 'approved', decision });
  const plan = { hash: approved.planHash, rules, now };

  it('lets its plan be carried out once it is approved', () => {
    expect(isUsable(approved, plan)).toBe(true);
  });

  it.each([
    ['for another plan', approved, { ...plan, hash: 'b'.repeat(64) }],
    ['from its end on', approved, { ...plan, now: approved.endsAt }],
    ['when it was used', anApproval({ status: 'used', decision }), plan],
    ['when it was rejected', anApproval({ status: 'rejected', decision }), plan],
    ['when nobody decided', anApproval(), plan],
    [
      'when its decider may not decide any more',
      approved,
      { ...plan, rules: { ...rules, by: ['ana'] } },
    ],
  ])('does not, %s', (_why, approval, about) => {
    expect(isUsable(approval, about)).toBe(false);
  });

  it('comes to its end while it waits to be decided or used, and not afterwards', () => {
    const at = approved.endsAt;

    expect(approvalState(anApproval(), at)).toBe('ended');
    expect(approvalState(approved, at)).toBe('ended');
    expect(approvalState(anApproval({ status: 'used', decision }), at)).toBe('used');
    expect(approvalState(anApproval({ status: 'rejected', decision }), at)).toBe('rejected');
  });
});

describe('a person', () => {
  it('is one in all doors', () => {
    expect(personOf(people, { azure: ana.azure, slack: null })).toBe(ana);
    expect(personOf(people, { azure: null, slack: ana.slack })).toBe(ana);
    expect(personOf(people, { azure: null, slack: null })).toBeNull();
    expect(requesterKey(byCli(ana))).toBe(requesterKey(bySlack(ana)));
  });

  it('is nobody else, and always the same as oneself', () => {
    const door = fc.constantFrom(byCli, bySlack);
    const who = fc.constantFrom(ana, raj);
    fc.assert(
      fc.property(who, who, door, door, (one, other, first, second) => {
        expect(maybeSame(first(one), second(other), people)).toBe(one === other);
        expect(maybeSame(second(other), first(one), people)).toBe(one === other);
      }),
    );
  });
});

describe('somebody known by another kind of mark than a person', () => {
  it('may be that person: in Slack unmapped, in the terminal mapped by Azure alone', () => {
    const zoe = { name: 'zoe', azure: 'z-azure', slack: null };
    const inSlack = { ...bySlack(ana), person: null, azure: null, slack: 'U0ZZZ' };

    expect(maybeSame(inSlack, byCli(zoe), [zoe])).toBe(true);
    expect(maybeSame(byCli(zoe), inSlack, [zoe])).toBe(true);
    expect(maybeSame({ ...byCli(zoe), person: null, azure: 'other' }, byCli(zoe), [zoe])).toBe(
      false,
    );
  });
});

describe('the id of a request', () => {
  it('can be read out loud, and is never one that is in use', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const first = approvalId(seed, () => false);
        const second = approvalId(seed, (id) => id === first);

        expect(first).toMatch(/^a[0-9a-hjkmnp-tv-z]{6}$/);
        expect(second).not.toBe(first);
      }),
    );
  });
});
