import { describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../packages/core/src/config/load-configuration.ts';
import { allDocuments, fences } from './documents.ts';

const blocks = allDocuments()
  .flatMap(fences)
  .filter(({ language }) => language === 'yaml')
  .map((fence, index) => ({ ...fence, name: `${fence.path}, block ${index + 1}` }));

/** The variables that the examples name. */
const environment = { AZURE_CLIENT_SECRET: 'x', STORAGE_KEY: 'x' };

describe('the configurations of the documents', () => {
  it('are found', () => {
    expect(blocks.length).toBeGreaterThan(8);
  });

  it.each(blocks)('are right: $name', ({ text }) => {
    const configuration = loadConfiguration({
      text,
      path: '/etc/lifeboat/config.yaml',
      environment,
    });

    expect(configuration.path).toBe('/etc/lifeboat/config.yaml');
  });

  it('would be noticed if they were wrong', () => {
    const text = 'services:\n  contoso: {subscription: x}\n';

    expect(() => loadConfiguration({ text, path: '/c.yaml', environment })).toThrow();
  });
});
