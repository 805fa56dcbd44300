import type { CommandDefinition } from './definition.ts';
import { breakGlassFlag, reasonFlag } from './reason-flags.ts';
import { accessFlags, forceFlag, waitingFlags } from './waiting-flags.ts';

/** `apim restore` */
export const restoreCommand: CommandDefinition = {
  path: ['restore'],
  summary: "Replace a service's configuration by that of a backup",
  description:
    "Shows the plan, wants the target's Azure name typed, backs the target up first, restores, follows, and says what has to be done by hand. Everything configured in the target is replaced; nothing is merged, and Azure cannot cancel it. The target is named in full, never abbreviated.",
  arguments: [
    {
      name: 'target',
      kind: 'service',
      summary: 'The service to overwrite, by its full name or resource id',
      required: true,
      many: false,
    },
  ],
  flags: [
    {
      name: 'from',
      summary:
        'The backup: id, blob name, blob URL, latest:SERVICE, SERVICE@TIME, or latest; with --fresh the service',
      value: { kind: 'backup', placeholder: 'BACKUP' },
    },
    {
      name: 'confirm',
      summary: "The target's Azure name, where nobody can type it",
      value: { kind: 'text', placeholder: 'NAME' },
    },
    { name: 'plan', summary: 'Show what would happen, and stop', value: null },
    {
      name: 'fresh',
      summary: 'Back the source up first, and restore that: replication in one run',
      value: null,
    },
    {
      name: 'cross-environment',
      summary: 'Let users and keys travel into another environment',
      value: null,
    },
    {
      name: 'no-safety-backup',
      summary: 'Do not back the target up first; wants --reason',
      value: null,
    },
    forceFlag('restore'),
    breakGlassFlag,
    ...accessFlags,
    reasonFlag,
    ...waitingFlags,
  ],
  examples: [
    {
      line: 'apim restore contoso-dr --from latest:contoso-prod',
      does: 'puts the newest backup of contoso-prod into contoso-dr',
    },
    {
      line: 'apim restore contoso-prod --from contoso-prod@01:30',
      does: 'goes back to the last backup before 01:30 UTC',
    },
    {
      line: 'apim restore contoso-dr --from latest:contoso-prod --plan',
      does: 'shows what would happen',
    },
    {
      line: 'apim restore contoso-dr --from latest:contoso-prod --confirm contoso-dr',
      does: 'for a script',
    },
    {
      line: 'apim restore contoso-dr --fresh --from contoso-prod',
      does: 'backs contoso-prod up and puts that into contoso-dr',
    },
  ],
  danger: 'destroys',
  doors: ['cli', 'tui', 'slack'],
  async run(context, input) {
    const { runRestore } = await import('./run/restore.ts');
    return runRestore(context, input);
  },
};
