import type { Configuration } from '../domain/configuration.ts';
import type { Ports } from '../ports/ports.ts';

/** What every workflow works with. */
export type Work = { ports: Ports; configuration: Configuration };
