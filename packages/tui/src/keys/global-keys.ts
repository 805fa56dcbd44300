import type { Binding } from './binding.ts';

/** What works everywhere outside of a text field. */
export type GlobalAction =
  | 'back'
  | 'command'
  | 'help'
  | 'copy'
  | 'copy-line'
  | 'refresh'
  | 'expiring'
  | 'activity'
  | 'approvals'
  | 'doctor'
  | 'running'
  | 'redraw'
  | 'suspend'
  | 'quit';

/** See {@link GlobalAction}. ctrl-c is not here: it leaves always and cannot be taken away. */
export const globalKeys: readonly Binding<GlobalAction>[] = [
  { action: 'back', keys: ['esc'], does: 'one step back; never leaves' },
  { action: 'command', keys: [':'], does: 'type any command, with completion', hint: 'command' },
  { action: 'help', keys: ['?'], does: 'these keys', hint: 'keys' },
  { action: 'copy', keys: ['y'], does: 'copy the id of what is marked' },
  { action: 'copy-line', keys: ['Y'], does: 'copy the command line at the bottom' },
  { action: 'refresh', keys: ['r'], does: 'read Azure again now' },
  { action: 'expiring', keys: ['x'], does: 'what loses its last restorable backup, and when' },
  { action: 'activity', keys: ['a'], does: 'who did what' },
  { action: 'approvals', keys: ['p'], does: 'requests that wait for a second person' },
  { action: 'doctor', keys: ['D'], does: 'check this Lifeboat, or the marked service' },
  { action: 'running', keys: ['w'], does: 'what was started here and still runs' },
  { action: 'redraw', keys: ['ctrl+l'], does: 'draw the screen again' },
  { action: 'suspend', keys: ['ctrl+z'], does: 'to the shell and back with `fg`' },
  { action: 'quit', keys: ['q'], does: 'leave; ctrl-c leaves from anywhere', hint: 'quit' },
];
