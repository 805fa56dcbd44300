import type { Archive } from './archive.ts';
import type { Audit } from './audit.ts';
import type { Azure } from './azure.ts';
import type { Folders } from './folders.ts';
import type { Gateway } from './gateway.ts';
import type { Leases } from './leases.ts';
import type { MetricsOutlet } from './metrics-outlet.ts';
import type { Notifier } from './notifier.ts';
import type { Store } from './store.ts';
import type { Log, Processes, Secrets, ThisProcess } from './system.ts';
import type { Clock, Ids, Random } from './time.ts';

/** Everything the workflows need from outside. Doors and tests hand it in whole. */
export type Ports = {
  clock: Clock;
  ids: Ids;
  random: Random;
  store: Store;
  audit: Audit;
  archive: Archive;
  leases: Leases;
  log: Log;
  processes: Processes;
  secrets: Secrets;
  thisProcess: ThisProcess;
  /** Azure through a sign-in of the configuration, by name. Errors: `config-invalid` for an unknown name. */
  azure(signIn: string): Azure;
  gateway: Gateway;
  metrics: MetricsOutlet;
  folders: Folders;
  /** The notifiers this process can deliver by; a door may bring more. */
  notifiers: readonly Notifier[];
};
