import type { CommandDefinition } from './definition.ts';
import { helpCommand } from './help-command.ts';
import { pathsCommand } from './paths.ts';

/** Every command of the grammar, in the order help shows them. One line each. */
export const commands: readonly CommandDefinition[] = [pathsCommand, helpCommand];
