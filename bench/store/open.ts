import { join } from 'node:path';
import type { Lifeboat } from '@lifeboat/core';
import { openLifeboat } from '@lifeboat/core/node';
import { serviceName } from './history.ts';

/** Opens Lifeboat in a folder of the bench: its state in `state`, its configuration in `config.yaml`. */
export function openIn(folder: string): Promise<Lifeboat> {
  return openLifeboat({
    ...environmentIn(folder),
    platform: process.platform,
    workingFolder: folder,
    door: 'cli',
    configurationPath: null,
    readOnly: false,
    lenient: false,
  });
}

/** The environment by which `apim` finds that folder. */
export function environmentIn(folder: string): { environment: Record<string, string> } {
  return {
    environment: {
      LIFEBOAT_CONFIG: join(folder, 'config.yaml'),
      LIFEBOAT_STATE_DIR: join(folder, 'state'),
      XDG_CACHE_HOME: join(folder, 'caches'),
    },
  };
}

/**
 * A configuration with `count` services of the kinds a company has: schedules, objectives. They are due
 * in the first six hours of a day in UTC, or from `firstHour` on.
 */
export function configurationOf(count: number, firstHour = 0): string {
  const services = Array.from({ length: count }, (_, n) =>
    [
      `  ${serviceName(n)}:`,
      '    subscription: 5b5c0000-0000-4000-8000-000000000001',
      '    resourceGroup: rg-prod',
      '    environment: production',
      '    storage: main',
      '    every: 24h',
      `    schedule: "${(n * 5) % 60} ${(firstHour + (n % 6)) % 24} * * *"`,
      '    keep: 30d',
    ].join('\n'),
  );
  return `${head}${services.join('\n')}\n`;
}

const head = `cloud:
  name: sandbox
  authorityHost: https://login.contoso.test
  resourceManager: https://management.contoso.test
  resourceManagerScope: https://management.azure.com/.default
  blobEndpoint: https://{account}.blob.contoso.test
auth:
  method: client-secret
  tenantId: 7e4a0000-0000-4000-8000-000000000001
  clientId: c11e0000-0000-4000-8000-000000000012
  clientSecret: \${AZURE_CLIENT_SECRET}
storage:
  main:
    account: stcontosodr
    container: apim-backups
    subscription: 5b5c0000-0000-4000-8000-000000000001
    resourceGroup: rg-backup
    access: system-identity
services:
`;
