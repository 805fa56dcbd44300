import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approvalKinds } from '../../../packages/core/src/domain/approval.ts';
import { type HashedPlan, planHash } from '../../../packages/core/src/domain/plan-hash.ts';

const text = fc.string({ maxLength: 12 });
const maybe = fc.option(text, { nil: null });

const fields: { [Field in keyof HashedPlan]: fc.Arbitrary<HashedPlan[Field]> } = {
  kind: fc.constantFrom(...approvalKinds),
  target: text,
  blobs: fc.array(fc.record({ url: text, etag: maybe }), { maxLength: 3 }),
  freshOf: maybe,
  access: fc.constantFrom('system-identity', 'user-identity', 'access-key', null),
  clientId: maybe,
  safetyBackup: fc.constantFrom(true, false, null),
  forced: fc.uniqueArray(text, { maxLength: 3 }),
  crossEnvironment: fc.boolean(),
  requester: text,
};

const plans: fc.Arbitrary<HashedPlan> = fc.record(fields);
const names = Object.keys(fields).filter((name): name is keyof HashedPlan => name in fields);

/** Equal as the hash takes it: neither the order of blobs nor of overridden checks counts. */
function same(field: keyof HashedPlan, one: unknown, other: unknown): boolean {
  const words = (value: unknown): string =>
    Array.isArray(value)
      ? JSON.stringify(value.map((each) => JSON.stringify(each)).toSorted())
      : JSON.stringify(value);
  return field === 'blobs' || field === 'forced'
    ? words(one) === words(other)
    : Object.is(one, other);
}

describe('the hash of a plan', () => {
  it.each(names)('changes with its %s', (field) => {
    fc.assert(
      fc.property(plans, fields[field], (plan, value) => {
        fc.pre(!same(field, plan[field], value));
        expect(planHash({ ...plan, [field]: value })).not.toBe(planHash(plan));
      }),
    );
  });

  it('is the same for the same, whatever else is measured', () => {
    fc.assert(
      fc.property(plans, fc.dictionary(text, fc.jsonValue()), (plan, measured) => {
        const known = new Set<string>(names);
        const beside = Object.fromEntries(
          Object.entries(measured).filter(([name]) => !known.has(name)),
        );
        expect(planHash({ ...beside, ...plan })).toBe(planHash(plan));
      }),
    );
  });

  it('does not mind in which order blobs and overridden checks are named', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const { blobs, forced } = plan;
        const turned = { blobs: blobs.toReversed(), forced: [...forced, ...forced].toReversed() };
        expect(planHash({ ...plan, ...turned })).toBe(planHash(plan));
      }),
    );
  });

  it('is 64 hexadecimal digits', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        expect(planHash(plan)).toMatch(/^[0-9a-f]{64}$/);
      }),
    );
  });
});
