import type { CommandDefinition } from './definition.ts';

const text = (placeholder: string) => ({ kind: 'text', placeholder }) as const;

/** `apim init` */
export const initCommand: CommandDefinition = {
  path: ['init'],
  summary: 'Write the configuration: by asking, from flags, or from the backups themselves',
  description:
    'On a terminal it asks how to sign in, lists the services and storages you can see, and writes what you choose. With flags it asks nothing. An existing configuration is only overwritten with --replace. Nothing is changed in Azure, and no secret is written: a client secret or access key stays in the environment, and the file holds the name of its variable.\n\n`--from-storage` is for a new machine after an outage: it reads the backups and what was written beside them, and rebuilds configuration and catalogue from them.',
  arguments: [],
  flags: [
    {
      name: 'service',
      summary: 'The resource id of a service; may be given several times',
      value: text('RESOURCE-ID'),
      many: true,
    },
    {
      name: 'storage',
      summary: 'The container that backups go to, by its URL',
      value: text('CONTAINER-URL'),
    },
    {
      name: 'from-storage',
      summary: 'Rebuild configuration and catalogue from the backups in this container',
      value: text('CONTAINER-URL'),
    },
    {
      name: 'access',
      summary: 'How a service gets into the storage; system-identity unless given',
      value: {
        kind: 'choice',
        placeholder: 'HOW',
        choices: ['system-identity', 'user-identity', 'access-key'],
      },
    },
    {
      name: 'client-id',
      summary: 'Client id of the user-assigned identity, for --access user-identity',
      value: text('ID'),
    },
    {
      name: 'access-key-variable',
      summary: 'Environment variable with the access key, instead of asking Azure for it',
      value: text('NAME'),
    },
    {
      name: 'every',
      summary: 'How old the newest backup of a service may become',
      value: { kind: 'duration', placeholder: 'DURATION' },
    },
    {
      name: 'auth',
      summary: 'How to sign in; azure-cli unless given',
      value: {
        kind: 'choice',
        placeholder: 'METHOD',
        choices: [
          'azure-cli',
          'browser',
          'device-code',
          'managed-identity',
          'workload-identity',
          'client-secret',
          'client-certificate',
          'environment',
        ],
      },
    },
    { name: 'tenant', summary: 'The tenant to sign in to', value: text('TENANT') },
    { name: 'auth-client-id', summary: 'Client id to sign in with', value: text('ID') },
    {
      name: 'client-secret-variable',
      summary: 'Environment variable with the client secret',
      value: text('NAME'),
    },
    {
      name: 'certificate',
      summary: 'PEM file with certificate and key, for client-certificate',
      value: text('FILE'),
    },
    {
      name: 'cloud',
      summary: 'public, usgov, china, or a YAML file with a `cloud:` block and perhaps `auth:`',
      value: text('NAME|FILE'),
    },
    { name: 'replace', summary: 'Overwrite an existing configuration', value: null },
  ],
  examples: [
    { line: 'apim init', does: 'asks, and writes the configuration' },
    {
      line: 'apim init --from-storage https://stdr.blob.core.windows.net/apim-backups',
      does: 'rebuilds everything from the backups',
    },
    {
      line: 'apim init --service /subscriptions/ID/resourceGroups/rg/providers/Microsoft.ApiManagement/service/contoso --storage https://stdr.blob.core.windows.net/apim-backups',
      does: 'writes it without asking',
    },
  ],
  danger: 'local',
  doors: ['cli', 'tui'],
  lenient: true,
  async run(context, input) {
    const { runInit } = await import('./run/init.ts');
    return runInit(context, input);
  },
};
