import type { ArmApp, ArmDeps } from './deps.ts';

/**
 * The description of the cloud that clients of a private one read first. Needs
 * no sign-in. Version 2015-01-01 has an older form, which `az cloud register`
 * reads; 2022-09-01 and later answer one object, those between a list.
 */
export function metadataRoutes(app: ArmApp, deps: ArmDeps): void {
  app.get('/metadata/endpoints', (c) => {
    const version = c.req.query('api-version') ?? '';
    const origin = deps.origin();
    if (version <= '2018-01-01') {
      return c.json({
        galleryEndpoint: `${origin}/`,
        graphEndpoint: `${origin}/`,
        portalEndpoint: `${origin}/`,
        authentication: {
          loginEndpoint: `${origin}/`,
          audiences: ['https://management.azure.com/'],
        },
      });
    }
    const cloud = {
      name: 'LifeboatSandbox',
      portal: origin,
      authentication: {
        loginEndpoint: origin,
        audiences: ['https://management.core.windows.net/', 'https://management.azure.com/'],
        tenant: 'common',
        identityProvider: 'AAD',
      },
      graph: `${origin}/`,
      graphAudience: `${origin}/`,
      resourceManager: `${origin}/`,
      suffixes: { storage: 'core.windows.net', keyVaultDns: 'vault.azure.net' },
    };
    return c.json(version >= '2022-09-01' ? cloud : [cloud]);
  });
}
