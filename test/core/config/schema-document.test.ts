import { expect, it } from 'vitest';
import { schemaDocument } from '../../../packages/core/src/config/schema-document.ts';

it('the schema for editors in docs is the one of the code (vitest run -u writes it anew)', async () => {
  await expect(`${JSON.stringify(schemaDocument(), null, 2)}\n`).toMatchFileSnapshot(
    '../../../docs/lifeboat.schema.json',
  );
});

it('knows every section of a configuration', () => {
  const { properties } = schemaDocument();

  expect(Object.keys(Object(properties))).toEqual([
    'cloud',
    'readOnly',
    'state',
    'auth',
    'auths',
    'storage',
    'services',
    'watch',
    'reminders',
    'notify',
    'people',
    'approvals',
    'slack',
  ]);
});
