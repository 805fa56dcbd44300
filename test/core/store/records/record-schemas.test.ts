import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { shapesVersion } from '../../../../packages/core/src/store/document/format.ts';
import { recordSchemas } from '../../../../packages/core/src/store/records/record-schemas.ts';

/** The shapes each version stood for. A file of the same version is not checked again when read. */
const shapes: Readonly<Record<number, string>> = {
  1: '8208ed5b8670fbda',
  2: '130aa62396ad2e90',
  3: '3e3a12802f281a77',
  4: 'c34e2cdb2c51602b',
  5: 'ac6bf634f73d7ac2',
  6: '0dd23b667ff07044',
  7: 'd811fb804d80c325',
};

describe('the shapes of the records', () => {
  it('have a version that goes up when they change (add a line above, keep the old ones)', () => {
    const all = Object.entries(recordSchemas).map(([kind, schema]) => [
      kind,
      z.toJSONSchema(schema, { io: 'input' }),
    ]);
    const digest = createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 16);

    expect(shapes[shapesVersion]).toBe(digest);
  });
});
