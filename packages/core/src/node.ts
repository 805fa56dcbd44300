import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { type AzureConnections, connectAzure } from './azure/connect.ts';
import { createGateway } from './azure/gateway.ts';
import { version } from './commands/version.ts';
import { emptyConfiguration } from './config/empty-configuration.ts';
import { filePlaces } from './config/file-places.ts';
import type { ConfigurationSource } from './config/load-configuration.ts';
import type { Configuration } from './domain/configuration.ts';
import { asLifeboatError, LifeboatError } from './domain/error.ts';
import type { Requester } from './domain/operation.ts';
import type { Places } from './domain/places.ts';
import { createLifeboat, type Lifeboat } from './lifeboat.ts';
import { notifiersOf, secretsOfReceivers } from './notifiers/index.ts';
import type { Http } from './ports/http.ts';
import type { Notifier } from './ports/notifier.ts';
import { openArchive } from './store/archive/open-archive.ts';
import { openAuditFile } from './store/audit/open-audit-file.ts';
import { fileAccess } from './store/json-file/file-access.ts';
import { openJsonFileStore } from './store/json-file/open-json-file-store.ts';
import { prepareStateFolder } from './store/json-file/state-folder.ts';
import { configurationFile } from './system/configuration-file.ts';
import { environmentSecrets } from './system/environment-secrets.ts';
import { type KeepingPlace, keep, readKept } from './system/kept-configuration.ts';
import { openLogFile } from './system/log-file.ts';
import { type Masking, masking } from './system/masking.ts';
import { metricsOutlet } from './system/metrics-outlet.ts';
import { systemClock } from './system/system-clock.ts';
import { systemDisk } from './system/system-disk.ts';
import { systemFolders } from './system/system-folders.ts';
import { systemIds, systemRandom } from './system/system-ids.ts';
import { processFacts, systemProcesses } from './system/system-processes.ts';
import { thisProcess } from './system/this-process.ts';
import { createLeases } from './workflows/lease.ts';

/** How Lifeboat is opened on a real machine. */
export type OpenOptions = {
  environment: Readonly<Record<string, string | undefined>>;
  /** As Node names it. */
  platform: string;
  workingFolder: string;
  door: Requester['door'];
  /** Another configuration file than the usual one; null for that. */
  configurationPath: string | null;
  /** Refuse all that changes Azure, whatever the configuration says. */
  readOnly: boolean;
  /** Open even when the configuration is wrong; see `Lifeboat.configurationProblem`. */
  lenient: boolean;
  /** Where a checked configuration is kept for the next start; default: nowhere. */
  keepConfiguration?: KeepingPlace | null;
};

/**
 * Opens Lifeboat with the real ports: reads the configuration, prepares nothing else until it is
 * used. Azure is reached only when a workflow asks.
 * Errors: `config-invalid`, and `config-missing` for a named file, unless lenient; the store's and Azure's own when they are used.
 */
export async function openLifeboat(options: OpenOptions): Promise<Lifeboat> {
  const usual = placesOf(options);
  const file = configurationFile(usual.configuration);
  const read = await readConfiguration(options, await readText(file, options), usual);
  const configuration = {
    ...read.configuration,
    readOnly: read.configuration.readOnly || options.readOnly,
  };
  const places = withOwnTokens(usual, configuration);
  const hidden = masking();
  for (const secret of clientSecrets(configuration, options.environment)) hidden.know(secret);
  for (const secret of secretsOfReceivers(configuration)) hidden.know(secret);
  const connections: AzureConnections[] = [];
  const base = basePorts(options, places, configuration, hidden);
  const connect = (other: Configuration): AzureConnections => {
    const made = connectAzure({
      configuration: other,
      ...base,
      environment: options.environment,
      tokenCacheFolder: places.tokenCache,
      mask: (text) => hidden.mask(text),
    });
    connections.push(made);
    return made;
  };
  const home = connect(configuration);
  const http: Http = { send: (request, signal) => home.plainHttp().send(request, signal) };
  let notifiers: Notifier[] | null = null;
  const ports = {
    ...base,
    azure: home.azure,
    gateway: createGateway({ http, clock: base.clock }),
    metrics: metricsOutlet({ ids: base.ids }),
    // Made when first wanted: their names take cryptography, which most commands never need.
    get notifiers() {
      notifiers ??= notifiersOf(configuration, {
        http,
        clock: base.clock,
        secrets: base.secrets,
        userAgent: `lifeboat/${version}`,
      });
      return notifiers;
    },
    folders: systemFolders(base.ids),
  };
  return createLifeboat({
    ports,
    configuration,
    configurationFile: file,
    disk: systemDisk(),
    places,
    version,
    ...(read.problem === null ? {} : { configurationProblem: read.problem }),
    azureFor: (other) => connect(other).azure,
    async close() {
      await ports.leases.close();
      await Promise.all([...connections.map((each) => each.close()), ports.store.close()]);
    },
  });
}

/** What the sign-ins prove themselves with, as far as the environment holds it. */
function clientSecrets(
  { signIns }: Configuration,
  environment: OpenOptions['environment'],
): string[] {
  const variables = Object.values(signIns).map((each) => each.clientSecretVariable);
  return [...variables, 'AZURE_CLIENT_SECRET', 'AZURE_CLIENT_CERTIFICATE_PASSWORD'].flatMap(
    (variable) => (variable === null ? [] : (environment[variable] ?? [])),
  );
}

/** In a folder that a group shares, tokens are still one person's: a folder an account. */
function withOwnTokens(places: Places, configuration: Configuration): Places {
  if (configuration.stateGroup === null) return places;
  const account = encodeURIComponent(userInfo().username);
  return { ...places, tokenCache: `${places.tokenCache}-${account}` };
}

function placesOf(options: OpenOptions): Places {
  const { environment, platform, workingFolder, configurationPath } = options;
  const given = configurationPath === null ? {} : { LIFEBOAT_CONFIG: configurationPath };
  return filePlaces({
    environment: { ...environment, ...given },
    platform,
    homedir: homedir(),
    workingFolder,
  });
}

function basePorts(
  options: OpenOptions,
  places: Places,
  configuration: Configuration,
  hidden: Masking,
) {
  const { clock, ids } = { clock: systemClock(), ids: systemIds() };
  const random = systemRandom();
  const me = thisProcess(options.door, { clock, ids });
  const access = fileAccess(configuration.stateGroup);
  const mask = (text: string): string => hidden.mask(text);
  const log = openLogFile({ file: places.log, clock, mask, mode: access.fileMode });
  const disk = systemDisk();
  const archive = openArchive({ folder: places.archive, access, mask });
  const store = openJsonFileStore({
    file: places.store,
    lockFile: join(places.stateFolder, 'store.lock'),
    auditFile: places.audit,
    archive,
    group: configuration.stateGroup,
    clock,
    ids,
    random,
    log,
    disk,
    actor: me,
    mask,
  });
  const audit = openAuditFile({
    file: places.audit,
    mode: access.fileMode,
    mask,
    prepare: () => prepareStateFolder(places.stateFolder, access),
  });
  const processes = systemProcesses(processFacts(me.host));
  const secrets = environmentSecrets(options.environment, (value) => hidden.know(value));
  const leases = createLeases({ clock, store, processes, thisProcess: me, log });
  return {
    clock,
    ids,
    random,
    log,
    store,
    audit,
    archive,
    processes,
    secrets,
    leases,
    thisProcess: me,
  };
}

type Read = { configuration: Configuration; problem: LifeboatError | null };

async function readText(
  file: Lifeboat['configurationFile'],
  options: OpenOptions,
): Promise<string | null | LifeboatError> {
  try {
    return await file.read();
  } catch (error) {
    if (options.lenient) return asLifeboatError(error);
    throw error;
  }
}

async function readConfiguration(
  options: OpenOptions,
  text: string | null | LifeboatError,
  places: Places,
): Promise<Read> {
  if (text instanceof LifeboatError) return { configuration: emptyConfiguration(), problem: text };
  if (text === null) {
    if (options.configurationPath === null || options.lenient) {
      return { configuration: emptyConfiguration(), problem: null };
    }
    // Asked for by name: going on with none would answer about nothing, and exit 0.
    throw new LifeboatError('config-missing', `There is no file ${places.configuration}.`, {
      hint: 'Correct --config, or write one there with `apim init --config FILE`.',
    });
  }
  const source = {
    text,
    path: places.configuration,
    environment: options.environment,
    loadedAt: systemClock().now(),
  };
  try {
    return {
      configuration: await checked(source, options.keepConfiguration ?? null),
      problem: null,
    };
  } catch (error) {
    if (!options.lenient) throw error;
    return { configuration: emptyConfiguration(), problem: asLifeboatError(error) };
  }
}

/** The configuration of a text: the one kept from an earlier start, or checked now and kept. */
async function checked(
  source: ConfigurationSource & { loadedAt: number },
  place: KeepingPlace | null,
): Promise<Configuration> {
  const known = place === null ? null : readKept(place, source);
  if (known !== null) return known;
  const { loadConfiguration } = await import('./config/load-configuration.ts');
  const configuration = loadConfiguration(source);
  // Values of the environment are not written down, and may be others the next time.
  if (place !== null && needsNoVariable(loadConfiguration, source))
    keep(place, source, configuration);
  return configuration;
}

/** Whether it comes out right without any variable, those of secrets aside, which are read at use. */
function needsNoVariable(
  load: (source: ConfigurationSource) => Configuration,
  source: ConfigurationSource,
): boolean {
  if (!source.text.includes('${')) return true;
  try {
    load({ ...source, environment: {} });
    return true;
  } catch {
    return false;
  }
}
