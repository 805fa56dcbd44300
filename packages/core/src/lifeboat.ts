import type { Configuration } from './domain/configuration.ts';
import type { LifeboatError } from './domain/error.ts';
import type { Places } from './domain/places.ts';
import type { Azure } from './ports/azure.ts';
import type { ConfigurationFile } from './ports/configuration-file.ts';
import type { Ports } from './ports/ports.ts';
import type { Disk } from './ports/system.ts';

/** The object every door holds: the ports, the configuration, and where things are. */
export type Lifeboat = {
  ports: Ports;
  configuration: Configuration;
  configurationFile: ConfigurationFile;
  disk: Disk;
  places: Places;
  version: string;
  /**
   * Set only when it was opened leniently although the configuration is wrong; `configuration`
   * then holds the defaults. `doctor` and `paths` work this way.
   */
  configurationProblem?: LifeboatError;
  /** Azure as another configuration would see it, for `init`, which has none yet. */
  azureFor(configuration: Configuration): (signIn: string) => Azure;
  /** Gives back leases and connections and writes the log's last lines. The last thing a door does. */
  close(): Promise<void>;
};

/** Puts the parts together; has no effects of its own. */
export function createLifeboat(parts: Lifeboat): Lifeboat {
  return { ...parts };
}
