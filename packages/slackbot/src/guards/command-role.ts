import type { CommandDefinition, Input } from '@lifeboat/core';
import { commandName } from '@lifeboat/core';

/** Who may do what in Slack; each is given apart, an operator need not be an approver. */
export type Role = 'viewer' | 'operator' | 'approver';

/** The role that a command wants: reading a viewer, deciding an approver, all else an operator. */
export function roleOfCommand(definition: Pick<CommandDefinition, 'path' | 'danger'>): Role {
  const name = commandName(definition);
  if (name === 'approve' || name === 'reject') return 'approver';
  switch (definition.danger) {
    case 'reads':
      return 'viewer';
    case 'local':
    case 'locks':
    case 'destroys':
    case 'deletes':
      return 'operator';
    default:
      return definition.danger satisfies never;
  }
}

/** Whether the command is one that Slack may do only with `restore: true`: it overwrites a service. */
export function needsRestoreSwitch({ danger }: Pick<CommandDefinition, 'danger'>): boolean {
  return danger === 'destroys';
}

/** Whether its answer is for the channel: what changes Azure, and does not only show what it would do. */
export function isPublic({ danger }: Pick<CommandDefinition, 'danger'>, input: Input): boolean {
  switch (danger) {
    case 'locks':
    case 'destroys':
      return !input.has('plan');
    case 'deletes':
      return input.has('yes');
    case 'reads':
    case 'local':
      return false;
    default:
      return danger satisfies never;
  }
}
