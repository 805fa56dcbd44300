import { expect, it } from 'vitest';
import { schemaDocument } from '../../packages/core/src/config/schema-document.ts';
import { configurationGuide } from '../../scripts/configuration-guide.ts';

it('docs/configuration.md is the one of the schema (vitest run -u writes it anew)', async () => {
  await expect(configurationGuide(schemaDocument())).toMatchFileSnapshot(
    '../../docs/configuration.md',
  );
});

it('says which key has no description', () => {
  const properties = { cloud: { type: 'object', properties: { name: { type: 'string' } } } };

  expect(() => configurationGuide({ properties })).toThrow('cloud.name has no description');
});

it('tells every key of the schema', () => {
  const guide = configurationGuide(schemaDocument());

  for (const key of [
    'services.NAME.every',
    'notify.webhooks[].url',
    'slack.channels.CHANNEL.timeZone',
  ])
    expect(guide).toContain(`| \`${key}\` |`);
});
