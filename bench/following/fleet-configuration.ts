import type { Sandbox } from '@lifeboat/sandbox';

/** The name of the pretend Azure's extra service number `n`, from 1. */
function nameOf(n: number): string {
  return `fleet-${String(n).padStart(4, '0')}`;
}

/**
 * The sandbox's configuration with `count` of its extra services instead of its own. They have no
 * identity, so they get into the storage by its key.
 */
export function fleetConfiguration(sandbox: Sandbox, count: number): string {
  const [head = ''] = sandbox.configYaml.split(/^services:$/m);
  const services = Array.from({ length: count }, (_, index) =>
    [
      `  ${nameOf(index + 1)}:`,
      '    subscription: 5b5c0000-0000-4000-8000-000000000002',
      '    resourceGroup: rg-fleet',
      '    environment: test',
      '    storage: keyed',
      '    every: 24h',
    ].join('\n'),
  );
  return `${head}services:\n${services.join('\n')}\n`;
}
