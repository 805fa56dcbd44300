import { dirname, relative, sep } from 'node:path';
import { Document, isMap, isScalar, type Pair } from 'yaml';
import type { ApprovalRules, Person } from '../domain/approval.ts';
import { cloudByName } from '../domain/clouds.ts';
import type {
  AccessKeySource,
  Cloud,
  Configuration,
  Service,
  SignIn,
  Storage,
  WatchSettings,
  Webhook,
} from '../domain/configuration.ts';
import { durationText } from '../domain/duration.ts';
import {
  defaultApprovals,
  defaultRemindBeforeMs,
  defaultSignIn,
  defaultWatch,
} from './build-configuration.ts';
import { slackEntry } from './slack-text.ts';

/** What a configuration file can say; where and when it was read is not in it. */
export type ConfigurationModel = Omit<Configuration, 'path' | 'loadedAt'>;

/**
 * A configuration as YAML with short comments, for a new file at `path`. Loading it from there gives
 * the same configuration. Defaults are left out; no secret can be in it, since a configuration holds
 * only the names of variables. `schemaAddress` is where editors find the schema; null leaves it out.
 */
export function configurationText(
  model: ConfigurationModel,
  where: { path: string; schemaAddress: string | null },
): string {
  const folder = dirname(where.path);
  const { default: signIn = defaultSignIn, ...others } = model.signIns;
  const storages = allStorages(model);
  const document = new Document(
    given({
      cloud: cloudEntry(model.cloud, folder),
      readOnly: model.readOnly ? true : null,
      state: model.stateGroup === null ? null : { group: model.stateGroup },
      auth: signInEntry(signIn, folder),
      auths: section(others, (each) => signInEntry(each, folder)),
      storage: section(storages, storageEntry),
      services: section(byLabel(model.services), (each) => serviceEntry(each, storages)),
      watch: watchEntry(model.watch),
      reminders: remindersEntry(model.remindBeforeMs),
      notify: notifyEntry(model.webhooks),
      people: section(byName(model.people), ({ azure, slack }) => given({ azure, slack })),
      approvals: approvalsEntry(model.approvals),
      slack: slackEntry(model.slack),
    }),
  );
  addComments(document);
  const schema =
    where.schemaAddress === null ? '' : `# yaml-language-server: $schema=${where.schemaAddress}\n`;
  // No folding: a long value on one line is easier to copy.
  return `${schema}${document.toString({ lineWidth: 0 })}`;
}

const comments: Readonly<Record<string, string>> = {
  cloud: ' Which Azure: public, usgov, china, or a block for a cloud of your own.',
  auth: ' How Lifeboat signs in. azure-cli uses the sign-in of `az login`.',
  auths: ' Further sign-ins by name, for services in other tenants.',
  storage: ' Where backups go, and how a service gets in.',
  services: ' The services to keep safe. `every` is how old the newest backup may become.',
  watch: ' How `apim watch` and the Slack bot work while nobody looks.',
  reminders: ' How long before the last restorable backup ends people want to hear of it.',
  notify: ' Who hears of it.',
  people: ' One person is one person in all doors.',
  approvals: ' What wants a second person, and who may be that.',
  slack: ' The Slack bot. Its tokens are in the environment only.',
};

function addComments(document: Document): void {
  if (!isMap(document.contents)) return;
  document.contents.items.forEach((pair: Pair, index) => {
    if (!isScalar(pair.key)) return;
    const comment = comments[String(pair.key.value)];
    if (comment === undefined) return;
    pair.key.commentBefore = comment;
    pair.key.spaceBefore = index > 0;
  });
}

function cloudEntry(cloud: Cloud, folder: string): unknown {
  const known = cloudByName(cloud.name);
  const { caFile, ...rest } = cloud;
  const ca = caFile === null ? null : nearPath(folder, caFile);
  if (known === null) return given({ ...rest, caFile: ca });
  const changed = Object.entries(rest).filter(
    ([key, value]) => known[key as keyof Cloud] !== value,
  );
  if (changed.length === 0 && ca === null) return cloud.name;
  return given({ name: cloud.name, ...Object.fromEntries(changed), caFile: ca });
}

function signInEntry(signIn: SignIn, folder: string): unknown {
  const file = (path: string | null) => (path === null ? null : nearPath(folder, path));
  return given({
    method: signIn.method,
    tenantId: signIn.tenantId,
    clientId: signIn.clientId,
    redirectUri: signIn.redirectUri,
    clientSecret:
      signIn.clientSecretVariable === null ? null : variable(signIn.clientSecretVariable),
    certificatePath: file(signIn.certificatePath),
    tokenFilePath: file(signIn.tokenFilePath),
  });
}

function storageEntry(storage: Storage): unknown {
  const { account, container, access, clientId, subscription, resourceGroup } = storage;
  const fromAzure = storage.accessKey.from === 'azure' && access !== 'access-key';
  const accessKey = fromAzure ? null : keyText(storage.accessKey);
  return given({ account, container, access, clientId, accessKey, subscription, resourceGroup });
}

function serviceEntry(service: Service, storages: Readonly<Record<string, Storage>>): unknown {
  const { storage } = service;
  const base = storage === null ? undefined : storages[storage.key];
  const differs = (key: 'access' | 'clientId') =>
    storage === null || storage[key] === base?.[key] ? null : storage[key];
  const key = storage === null ? null : keyText(storage.accessKey);
  return given({
    subscription: service.subscription,
    resourceGroup: service.resourceGroup,
    name: service.azureName === service.label ? null : service.azureName,
    environment: service.environment,
    storage: storage?.key ?? null,
    access: differs('access'),
    clientId: differs('clientId'),
    accessKey: base !== undefined && key === keyText(base.accessKey) ? null : key,
    auth: service.signIn === 'default' ? null : service.signIn,
    every: service.everyMs === null ? null : durationText(service.everyMs),
    schedule: service.schedule,
    keep: service.keepMs === null ? null : durationText(service.keepMs),
    standby: service.standby,
    ping: service.ping,
  });
}

function remindersEntry(beforeMs: readonly number[]): unknown {
  const asDefault = beforeMs.join() === defaultRemindBeforeMs.join();
  return asDefault ? null : { before: beforeMs.map((each) => durationText(each)) };
}

function watchEntry({ signIn, concurrency, metricsPort }: WatchSettings): unknown {
  const entry = given({
    auth: signIn,
    concurrency: concurrency === defaultWatch.concurrency ? null : concurrency,
    metricsPort,
  });
  return Object.keys(entry).length === 0 ? null : entry;
}

function notifyEntry(webhooks: readonly Webhook[]): unknown {
  if (webhooks.length === 0) return null;
  return {
    webhooks: webhooks.map(({ url, secretVariable, events }) =>
      given({ url, secret: secretVariable === null ? null : variable(secretVariable), events }),
    ),
  };
}

function approvalsEntry({ environments, by, lastMs }: ApprovalRules): unknown {
  const last = lastMs === defaultApprovals.lastMs ? null : durationText(lastMs);
  const entry = given({ ...environments, by: by.length === 0 ? null : by, last });
  return Object.keys(entry).length === 0 ? null : entry;
}

function byName(people: readonly Person[]): Record<string, Person> {
  return Object.fromEntries(people.map((person) => [person.name, person]));
}

function keyText(source: AccessKeySource): string {
  return source.from === 'azure' ? 'from-azure' : variable(source.variable);
}

function variable(name: string): string {
  return `\${${name}}`;
}

/** Relative where the file lies in the configuration's own folder, so that both can move together. */
function nearPath(folder: string, path: string): string {
  const near = relative(folder, path);
  return near === '' || near.startsWith('..') || near === path ? path : `.${sep}${near}`;
}

function section<From>(
  entries: Readonly<Record<string, From>>,
  change: (entry: From) => unknown,
): unknown {
  const changed = Object.entries(entries).map(([name, entry]) => [name, change(entry)]);
  return changed.length === 0 ? null : Object.fromEntries(changed);
}

// A storage that only a service knows (it was named by a URL) is written as that service has it.
function allStorages({ services, storages }: ConfigurationModel): Record<string, Storage> {
  const all = { ...storages };
  for (const { storage } of services) {
    if (storage !== null && !Object.hasOwn(all, storage.key)) all[storage.key] = storage;
  }
  return all;
}

function byLabel(services: readonly Service[]): Record<string, Service> {
  return Object.fromEntries(services.map((service) => [service.label, service]));
}

/** The entries that are given: nothing is written for null. */
function given(entries: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== null));
}
