export type { MovableClock } from './clock/clock.ts';
export type { SandboxControl, WaitingDevice, Who } from './control/client.ts';
export { createControlClient } from './control/client.ts';
export type { FrontName, JournalEntry } from './control/journal.ts';
export type { AccessGrant, LockInput, RoleInput } from './control/world-client.ts';
export type { FaultInput, Play } from './faults/fault.ts';
export type { OptionsChange, SandboxOptions, SandboxOptionsInput } from './options.ts';
export { sandboxOptionsSchema } from './options.ts';
export { type Sandbox, startSandbox } from './start.ts';
export type { OutageInput } from './world/control/regions.ts';
export type { ServiceChange } from './world/control/services.ts';
export type {
  AccountChange,
  ContainerChange,
  ReplicationChange,
} from './world/control/storage.ts';
export type { Silence } from './world/silence.ts';
