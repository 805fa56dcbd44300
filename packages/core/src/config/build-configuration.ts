import { dirname, resolve } from 'node:path';
import { type ApprovalRules, approvalKinds, type Person } from '../domain/approval.ts';
import { cloudByName, defaultApiVersion, publicCloud, storageScope } from '../domain/clouds.ts';
import {
  type AccessKeySource,
  type Cloud,
  type Configuration,
  type Service,
  type SignIn,
  type Storage,
  serviceId,
  type WatchSettings,
  type Webhook,
} from '../domain/configuration.ts';
import { parseDuration } from '../domain/duration.ts';
import type { Instant } from '../domain/instant.ts';
import { buildSlack } from './build-slack.ts';
import type { ConfigurationFileShape } from './schema/file.ts';

type Raw<Section extends keyof ConfigurationFileShape> = NonNullable<
  ConfigurationFileShape[Section]
>;
type RawStorage = Raw<'storage'>[string];
type RawService = Raw<'services'>[string];

const dayMs = 86_400_000;

/** Reminders unless configured: 7, 3 and 1 days before (product.md, "Configuration"). Milliseconds. */
export const defaultRemindBeforeMs: readonly number[] = [7 * dayMs, 3 * dayMs, dayMs];

/** How `watch` works unless configured (product.md, "Configuration"). */
export const defaultWatch: WatchSettings = { signIn: null, concurrency: 4, metricsPort: null };

/** Nothing wants a second person unless configured. A request waits four hours: a night's incident, not a week's. */
export const defaultApprovals: ApprovalRules = { environments: {}, by: [], lastMs: 4 * 3_600_000 };

/** How one signs in unless configured: with the Azure CLI's own sign-in. */
export const defaultSignIn: SignIn = {
  name: 'default',
  method: 'azure-cli',
  tenantId: null,
  clientId: null,
  redirectUri: null,
  clientSecretVariable: null,
  certificatePath: null,
  tokenFilePath: null,
};

/** The configuration of a checked file: defaults filled in, overrides applied, paths absolute. Pure. */
export function buildConfiguration(
  file: ConfigurationFileShape,
  from: { path: string; loadedAt: Instant | null },
): Configuration {
  const folder = dirname(from.path);
  const cloud = buildCloud(file.cloud, folder);
  const storages = mapValues(file.storage ?? {}, (raw, key) => buildStorage(key, raw));
  const before = file.reminders?.before?.map((each) => parseDuration(each) ?? 0);
  return {
    path: from.path,
    cloud,
    readOnly: file.readOnly ?? false,
    stateGroup: file.state?.group ?? null,
    signIns: {
      ...mapValues(file.auths ?? {}, (raw, name) => buildSignIn(name, raw, folder)),
      default: file.auth === undefined ? defaultSignIn : buildSignIn('default', file.auth, folder),
    },
    storages,
    services: Object.entries(file.services ?? {}).map(([key, raw]) =>
      buildService(key, raw, cloud.name, storages),
    ),
    remindBeforeMs: [...new Set(before ?? defaultRemindBeforeMs)].sort((one, other) => other - one),
    watch: {
      signIn: file.watch?.auth ?? null,
      concurrency: file.watch?.concurrency ?? defaultWatch.concurrency,
      metricsPort: file.watch?.metricsPort ?? null,
    },
    webhooks: (file.notify?.webhooks ?? []).map(buildWebhook),
    people: Object.entries(file.people ?? {}).map(([name, raw]) => buildPerson(name, raw)),
    approvals: buildApprovals(file.approvals ?? {}),
    slack: file.slack === undefined ? null : buildSlack(file.slack),
    loadedAt: from.loadedAt,
  };
}

function buildWebhook(raw: NonNullable<Raw<'notify'>['webhooks']>[number]): Webhook {
  return {
    url: raw.url,
    secretVariable: raw.secret === undefined ? null : variableName(raw.secret),
    events: raw.events ?? null,
  };
}

function buildPerson(name: string, raw: Raw<'people'>[string]): Person {
  return { name, azure: raw.azure?.toLowerCase() ?? null, slack: raw.slack ?? null };
}

function buildApprovals(raw: Raw<'approvals'>): ApprovalRules {
  const environments: ApprovalRules['environments'] = {};
  for (const kind of approvalKinds) {
    const named = raw[kind];
    if (named !== undefined) environments[kind] = Array.isArray(named) ? named : [named];
  }
  const lastMs = raw.last === undefined ? null : parseDuration(raw.last);
  return { environments, by: raw.by ?? [], lastMs: lastMs ?? defaultApprovals.lastMs };
}

function buildCloud(raw: ConfigurationFileShape['cloud'], folder: string): Cloud {
  if (raw === undefined) return publicCloud;
  if (typeof raw === 'string') return cloudByName(raw) ?? publicCloud;
  const { name, caFile, apiVersion } = raw;
  const resourceManager = raw.resourceManager ?? '';
  // Of a cloud of one's own the checks have seen that every address is there. Discovery would ask
  // Microsoft's public cloud about it, which a cut-off cloud cannot reach.
  const base: Cloud = cloudByName(name) ?? {
    name,
    authorityHost: raw.authorityHost ?? '',
    instanceDiscovery: false,
    resourceManager,
    resourceManagerScope: `${resourceManager.replace(/\/+$/, '')}/.default`,
    blobEndpoint: raw.blobEndpoint ?? '',
    storageScope,
    caFile: null,
    apiVersion: defaultApiVersion,
    portal: null,
  };
  return {
    ...base,
    instanceDiscovery: raw.instanceDiscovery ?? base.instanceDiscovery,
    resourceManagerScope: raw.resourceManagerScope ?? base.resourceManagerScope,
    storageScope: raw.storageScope ?? base.storageScope,
    caFile: caFile === undefined ? null : resolve(folder, caFile),
    apiVersion: apiVersion ?? base.apiVersion,
    portal: raw.portal ?? base.portal,
  };
}

function buildSignIn(name: string, raw: Raw<'auth'>, folder: string): SignIn {
  const file = (path: string | undefined) => (path === undefined ? null : resolve(folder, path));
  return {
    name,
    method: raw.method,
    tenantId: raw.tenantId ?? null,
    clientId: raw.clientId ?? null,
    redirectUri: raw.redirectUri ?? null,
    clientSecretVariable: raw.clientSecret === undefined ? null : variableName(raw.clientSecret),
    certificatePath: file(raw.certificatePath),
    tokenFilePath: file(raw.tokenFilePath),
  };
}

function buildStorage(key: string, raw: RawStorage): Storage {
  return {
    key,
    account: raw.account,
    container: raw.container,
    access: raw.access ?? 'system-identity',
    clientId: raw.clientId ?? null,
    accessKey: keySource(raw.accessKey) ?? { from: 'azure' },
    subscription: raw.subscription ?? null,
    resourceGroup: raw.resourceGroup ?? null,
  };
}

function buildService(
  key: string,
  raw: RawService,
  cloud: string,
  storages: Readonly<Record<string, Storage>>,
): Service {
  const azureName = raw.name ?? key;
  const group = `/subscriptions/${raw.subscription}/resourceGroups/${raw.resourceGroup}`;
  const resourceId = `${group}/providers/Microsoft.ApiManagement/service/${azureName}`;
  return {
    label: key,
    id: serviceId(cloud, resourceId),
    cloud,
    subscription: raw.subscription,
    resourceGroup: raw.resourceGroup,
    azureName,
    resourceId,
    environment: raw.environment ?? null,
    storage: overridden(raw.storage === undefined ? undefined : storages[raw.storage], raw),
    signIn: raw.auth ?? 'default',
    everyMs: raw.every === undefined ? null : parseDuration(raw.every),
    schedule: raw.schedule ?? null,
    keepMs: raw.keep === undefined ? null : parseDuration(raw.keep),
    standby: raw.standby ?? null,
    ping: raw.ping ?? null,
    configured: true,
  };
}

function overridden(storage: Storage | undefined, raw: RawService): Storage | null {
  if (storage === undefined) return null;
  return {
    ...storage,
    access: raw.access ?? storage.access,
    clientId: raw.clientId ?? storage.clientId,
    accessKey: keySource(raw.accessKey) ?? storage.accessKey,
  };
}

function keySource(text: string | undefined): AccessKeySource | null {
  if (text === undefined) return null;
  return text === 'from-azure'
    ? { from: 'azure' }
    : { from: 'environment', variable: variableName(text) };
}

/** The name inside `${NAME}`; the schema has seen that it has that form. */
function variableName(text: string): string {
  return text.slice(2, -1);
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From, key: string) => To,
): Record<string, To> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, change(value, key)]),
  );
}
