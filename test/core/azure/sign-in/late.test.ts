import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);
const source = new URL('../../../../packages/core/src/azure/sign-in/', import.meta.url).href;

/** Makes a session of each method in a process that fails as soon as a package is loaded. */
const script = `
  import { registerHooks } from 'node:module';
  const loaded = [];
  registerHooks({
    resolve(specifier, context, next) {
      if (!/^(node:|file:|[./])/.test(specifier)) loaded.push(specifier);
      return next(specifier, context);
    },
  });
  const { createSession } = await import('${source}session.ts');
  const { methods } = await import('${source}methods.ts');
  const cloud = { name: 'public', authorityHost: 'https://a.test', resourceManagerScope: 's' };
  for (const method of Object.keys(methods)) {
    const signIn = { name: 'default', method, tenantId: null, clientId: null };
    createSession({ signIn, cloud, environment: {}, tokenCacheFolder: '/', ids: {}, clock: {} }).remedy;
  }
  console.log(JSON.stringify({ made: Object.keys(methods).length, loaded }));
`;

it('nothing of Azure is loaded before a token is wanted', async () => {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script]);

  expect(JSON.parse(stdout)).toEqual({ made: 8, loaded: [] });
});
