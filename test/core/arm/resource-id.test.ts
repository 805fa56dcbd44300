import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatServiceId,
  isServiceName,
  isWithin,
  parseServiceId,
  type ServicePlace,
  sameResource,
} from '../../../packages/core/src/arm/resource-id.ts';

const subscription = '0f0f0000-0000-4000-8000-00000000000a';
const place: ServicePlace = { subscription, resourceGroup: 'rg-prod', name: 'contoso-prod' };
const id = `/subscriptions/${subscription}/resourceGroups/rg-prod/providers/Microsoft.ApiManagement/service/contoso-prod`;

const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCXYZ');
const inner = fc.constantFrom(...'abcxyzABC0189-');
const serviceName = fc
  .tuple(letter, fc.string({ unit: inner, maxLength: 48 }), fc.constantFrom(...'abcXYZ09'))
  .map((parts) => parts.join(''));
const groupName = fc
  .string({ unit: fc.constantFrom(...'abcXYZ019_-().éß漢'), minLength: 1, maxLength: 90 })
  .filter((name) => !name.endsWith('.'));
const places = fc.record({ subscription: fc.uuid(), resourceGroup: groupName, name: serviceName });

describe('the id of a service', () => {
  it('is read into its parts', () => {
    expect(parseServiceId(id)).toEqual({ ok: true, ...place });
  });

  it('is read without case, and with one slash at its end', () => {
    const odd = `${id.toUpperCase().replace('CONTOSO-PROD', 'Contoso-Prod')}/`;

    expect(parseServiceId(odd)).toMatchObject({ ok: true, name: 'Contoso-Prod' });
  });

  it.each([
    ['', 0, /begins with \//],
    ['contoso-prod', 0, /begins with \//],
    ['/', 1, /expected "subscriptions"/],
    ['/resourceGroups/x', 1, /expected "subscriptions", found "resourceGroups"/],
    ['/subscriptions/', 15, /subscription id is missing/],
    ['/subscriptions', 14, /subscription id is missing/],
    ['/subscriptions/sub-1/resourceGroups', 15, /a subscription id is a GUID, not "sub-1"/],
    [id.replace('rg-prod', 'rg-prod.'), 67, /no \. at its end/],
    [id.replace('rg-prod', 'a/b'), 69, /expected "providers", found "b"/],
    [id.replace('rg-prod', '..'), 67, /resource group name/],
    [id.replace('service', 'services'), 109, /expected "service", found "services"/],
    [id.replace('/contoso-prod', ''), 116, /the service name is missing/],
    [id.replace('contoso-prod', '1contoso'), 117, /begins with a letter/],
    [id.replace('contoso-prod', 'contoso-'), 117, /does not end in a hyphen/],
    [id.replace('contoso-prod', 'a'.repeat(51)), 117, /1 to 50/],
    [`${id}/apis/echo`, id.length, /goes on after the name/],
    [`${id}//`, id.length, /goes on after the name/],
    [`https://management.azure.com${id}`, 0, /begins with \//],
  ])('is refused as %j, at %i', (text, at, words) => {
    const parsed = parseServiceId(text);

    expect(parsed).toMatchObject({ ok: false, place: at });
    expect(parsed.ok ? '' : parsed.words).toMatch(words);
  });

  it('comes back whole from what it was written from', () => {
    fc.assert(
      fc.property(places, (given) => {
        expect(parseServiceId(formatServiceId(given))).toEqual({ ok: true, ...given });
      }),
      { numRuns: 1_000 },
    );
  });

  it('names one service however its letters are cased', () => {
    const flips = fc.infiniteStream(fc.boolean());
    fc.assert(
      fc.property(places, flips, (given, stream) => {
        const plain = formatServiceId(given);
        const cased = [...plain]
          .map((letter) => {
            const upper = stream.next().value === true;
            return /[a-z]/i.test(letter) ? letter[upper ? 'toUpperCase' : 'toLowerCase']() : letter;
          })
          .join('');

        expect(sameResource(plain, cased)).toBe(true);
        expect(parseServiceId(cased).ok).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives a place within the text for anything else, and never throws', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc
        .array(fc.constantFrom(...id.split('/'), '', '..', '%2f', 'é'), { maxLength: 12 })
        .map((parts) => parts.join('/')),
    );
    fc.assert(
      fc.property(text, (given) => {
        const parsed = parseServiceId(given);

        if (parsed.ok) return expect(sameResource(formatServiceId(parsed), given)).toBe(true);
        expect(parsed.place).toBeGreaterThanOrEqual(0);
        expect(parsed.place).toBeLessThanOrEqual(given.length);
        expect(parsed.words).not.toBe('');
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('the name of a service', () => {
  it.each(['a', 'a1', 'contoso-prod', 'A'.repeat(50)])('may be %s', (name) => {
    expect(isServiceName(name)).toBe(true);
  });

  it.each(['', '-', 'a-', '-a', '1a', 'a_b', 'a.b', 'a b', 'é', 'a\n', 'a'.repeat(51)])(
    'may not be %j',
    (name) => {
      expect(isServiceName(name)).toBe(false);
    },
  );
});

describe('what lies under a service', () => {
  it.each([
    [id, true],
    [id.toUpperCase(), true],
    [`${id}/apis/echo`, true],
    [`${id}/`, true],
    [`${id}-2`, false],
    [`${id}-2/apis/echo`, false],
    [id.slice(0, -1), false],
    ['', false],
  ])('%s: %s', (other, expected) => {
    expect(isWithin(id, other)).toBe(expected);
  });
});
