import { readFileSync } from 'node:fs';
import type { Configuration } from '../domain/configuration.ts';
import { LifeboatError } from '../domain/error.ts';
import type { Azure } from '../ports/azure.ts';
import type { Http } from '../ports/http.ts';
import type { Log } from '../ports/system.ts';
import type { Clock, Ids } from '../ports/time.ts';
import { createAzure } from './azure.ts';
import { privateFiles } from './sign-in/private-files.ts';
import { runProgram } from './sign-in/run-program.ts';
import { createSession } from './sign-in/session.ts';
import { createHttp } from './transport/create-http.ts';
import { hideInRefusals } from './transport/hide-in-refusals.ts';
import type { ClosableHttp } from './transport/http-options.ts';

/** Azure through every sign-in of one configuration, and the connections behind it. */
export type AzureConnections = {
  /** Errors: `config-invalid` for a name that is no sign-in. */
  azure(signIn: string): Azure;
  /** The same transport without any token, for gateways and webhooks. */
  plainHttp(): Http;
  close(): Promise<void>;
};

/** What the connections are made of. */
export type ConnectParts = {
  configuration: Configuration;
  clock: Clock;
  ids: Ids;
  log: Log;
  environment: Readonly<Record<string, string | undefined>>;
  tokenCacheFolder: string;
  /** Hides the secrets of this process in words from outside. */
  mask(text: string): string;
};

/**
 * Connects to the cloud of a configuration: one transport, one session a sign-in, both made when
 * first asked for. Errors on first use: `config-invalid` for a CA file that cannot be read.
 */
export function connectAzure(parts: ConnectParts): AzureConnections {
  const { configuration, clock, ids, log, environment, tokenCacheFolder } = parts;
  const { cloud } = configuration;
  const made = new Map<string, Azure>();
  const transports: ClosableHttp[] = [];
  let shared: { http: ClosableHttp; localHttp: ClosableHttp } | null = null;

  function transport(): { http: ClosableHttp; localHttp: ClosableHttp } {
    if (shared === null) {
      const caPem = cloud.caFile === null ? null : readCa(cloud.caFile);
      const http = hideInRefusals(createHttp({ caPem, environment }), (text) => parts.mask(text));
      // Identity endpoints of this machine are never behind a proxy.
      const localHttp = createHttp({ caPem: null, environment: {} });
      transports.push(http, localHttp);
      shared = { http, localHttp };
    }
    return shared;
  }

  return {
    plainHttp: () => transport().http,
    azure(name) {
      const known = made.get(name);
      if (known !== undefined) return known;
      const signIn = configuration.signIns[name];
      if (signIn === undefined) {
        throw new LifeboatError(
          'config-invalid',
          `There is no sign-in named "${name}" in the configuration.`,
          {
            hint: `Known: ${Object.keys(configuration.signIns).join(', ')}.`,
          },
        );
      }
      const { http, localHttp } = transport();
      const session = createSession({
        signIn,
        cloud,
        clock,
        ids,
        log,
        environment,
        http,
        localHttp,
        files: privateFiles,
        run: runProgram,
        tokenCacheFolder,
      });
      const azure = createAzure({ cloud, session, http, clock, ids, log });
      made.set(name, azure);
      return azure;
    },
    async close() {
      await Promise.all(transports.map((each) => each.close()));
    },
  };
}

function readCa(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new LifeboatError('config-invalid', `cloud.caFile: ${path} cannot be read.`, {
      hint: 'Name a PEM file with the certificate authorities of this cloud.',
      cause: error,
    });
  }
}
