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

/** Whether its answer is for the channel: what changes Azure, and not only shows its plan. */
export function isPublic(
  { danger, flags }: Pick<CommandDefinition, 'danger' | 'flags'>,
  input: Input,
): boolean {
  const changes = danger === 'locks' || danger === 'destroys' || danger === 'deletes';
  return changes && !(flags.some(({ name }) => name === 'plan') && input.has('plan'));
}
