import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blobName,
  blobPrefix,
  companionName,
  companionOf,
  parseBlobName,
} from '../../../packages/core/src/domain/blob-name.ts';

const at = Date.parse('2026-11-23T02:00:07Z');
const parts = { azureName: 'contoso-prod', tier: 'Premium', region: 'westeurope', at };

describe('the name of a backup', () => {
  it('tells service, tier, region and time', () => {
    expect(blobName(parts)).toBe('contoso-prod.Premium.westeurope.20261123T020007Z.apimbackup');
  });

  it('reads back what was written', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9_-]{1,50}$/);
    fc.assert(
      fc.property(
        fc.record({
          azureName: word,
          tier: word,
          region: word,
          at: fc
            .integer({ min: Date.UTC(1970, 0, 1) / 1000, max: Date.UTC(9999, 11, 31) / 1000 })
            .map((seconds) => seconds * 1000),
        }),
        (each) => {
          expect(parseBlobName(blobName(each))).toEqual(each);
          expect(blobName(each).startsWith(blobPrefix(each.azureName))).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    'contoso-prod-2026-11-23.apimbackup',
    'contoso-prod.Premium.westeurope.20261123T020007Z.zip',
    'contoso-prod.Premium.westeurope.20261323T020007Z.apimbackup',
    'contoso-prod.Premium.westeurope.20260231T020007Z.apimbackup',
    'contoso-prod.Premium.westeurope.20261123T250007Z.apimbackup',
    'contoso-prod.Premium.westeurope.00261123T020007Z.apimbackup',
    'folder/contoso-prod.Premium.westeurope.20261123T020007Z.apimbackup',
    'contoso-prod.Premium.westeurope.20261123T020007Z.apimbackup.json',
    '.Premium.westeurope.20261123T020007Z.apimbackup',
    '',
  ])('does not claim %s', (name) => {
    expect(parseBlobName(name)).toBeNull();
  });

  it('never throws on a foreign name, and claims only names it would write', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const read = parseBlobName(name);
        if (read !== null) expect(blobName(read)).toBe(name);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    { ...parts, azureName: 'a.b' },
    { ...parts, tier: '' },
    { ...parts, region: 'west europe' },
  ])('refuses parts that would not come apart again', (each) => {
    expect(() => blobName(each)).toThrow(expect.objectContaining({ code: 'internal' }));
  });
});

describe('the companion of a backup', () => {
  it('is named after it', () => {
    expect(companionName('a.apimbackup')).toBe('a.apimbackup.json');
    expect(companionOf('a.apimbackup.json')).toBe('a.apimbackup');
  });

  it('is told from other blobs', () => {
    expect(companionOf('a.apimbackup')).toBeNull();
    expect(companionOf('.json')).toBeNull();
  });
});
