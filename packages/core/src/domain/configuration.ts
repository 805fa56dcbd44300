import type { ApprovalRules, Person } from './approval.ts';
import type { Instant } from './instant.ts';
import type { EventKind } from './notice.ts';

/** How a service gets into its storage account. */
export type StorageAccess = 'system-identity' | 'user-identity' | 'access-key';

/** Where an access key comes from: ARM `listKeys`, or an environment variable by its name. */
export type AccessKeySource = { from: 'azure' } | { from: 'environment'; variable: string };

/** One storage of the configuration: account, container and how a service gets in. */
export type Storage = {
  /** The key under `storage:`, or `account/container` when it was named by a URL. */
  key: string;
  account: string;
  container: string;
  access: StorageAccess;
  /** Client id of a user-assigned identity; for `user-identity` only. */
  clientId: string | null;
  accessKey: AccessKeySource;
  /** Where the account lives; needed for listKeys and checks of the account itself. */
  subscription: string | null;
  resourceGroup: string | null;
};

/** One service Lifeboat was told about, by configuration or by a full resource id. */
export type Service = {
  /** What people call it: its key in the configuration, else its Azure name. */
  label: string;
  /** `cloud|lower-cased resource id`: what records are kept under. */
  id: ServiceId;
  cloud: string;
  subscription: string;
  resourceGroup: string;
  /** The Azure name, which a restore wants typed. */
  azureName: string;
  /** The ARM resource id as configured (case kept). */
  resourceId: string;
  environment: string | null;
  /** Storage with this service's overrides of access and client id applied; null when none is set. */
  storage: Storage | null;
  /** The sign-in it is reached with: a name under `auths:`, or `default`. */
  signIn: string;
  /** Recovery point objective in milliseconds: how old the newest backup may become. */
  everyMs: number | null;
  /** Cron expression in UTC. */
  schedule: string | null;
  keepMs: number | null;
  /** Key of the service that stands by for this one. */
  standby: string | null;
  ping: string | null;
  /** False when it was named by resource id on the command line. */
  configured: boolean;
};

/** `cloud|lower-cased resource id`. */
export type ServiceId = string;

/** The id records of a service are kept under. ARM ids compare case-insensitively. */
export function serviceId(cloud: string, resourceId: string): ServiceId {
  return `${cloud}|${resourceId.toLowerCase()}`;
}

/** A cloud's addresses. */
export type Cloud = {
  name: string;
  authorityHost: string;
  instanceDiscovery: boolean;
  resourceManager: string;
  resourceManagerScope: string;
  /** `{account}` stands for the account's name. */
  blobEndpoint: string;
  storageScope: string;
  /** Extra certificate authorities, PEM file path; absolute once loaded. */
  caFile: string | null;
  apiVersion: string;
  portal: string | null;
};

/** One way to sign in; what each method needs is in product.md, "Configuration". */
export type SignIn = {
  name: string;
  method:
    | 'azure-cli'
    | 'browser'
    | 'device-code'
    | 'managed-identity'
    | 'workload-identity'
    | 'client-secret'
    | 'client-certificate'
    | 'environment';
  tenantId: string | null;
  clientId: string | null;
  redirectUri: string | null;
  /** Environment variable that holds the client secret. */
  clientSecretVariable: string | null;
  certificatePath: string | null;
  tokenFilePath: string | null;
};

/** A webhook that hears of events. */
export type Webhook = {
  url: string;
  /** Environment variable that holds the key its requests are signed with; null leaves them unsigned. */
  secretVariable: string | null;
  /** What it hears of; null for all. */
  events: EventKind[] | null;
};

/** A channel that hears of services without being asked. */
export type SlackChannel = {
  /** Slack's id of it. */
  id: string;
  /** Labels; null for all. */
  services: string[] | null;
  /** What it hears of; null for all. */
  events: EventKind[] | null;
  /** Of the IANA list: its morning is when the digest comes. */
  timeZone: string;
};

/** How the Slack bot works; its secrets are in the environment only. */
export type SlackSettings = {
  transport: 'socket' | 'http';
  /** `/health` in both, `/slack/events` with http. */
  port: number;
  /** Slack's Web API; ends in a slash. */
  apiUrl: string;
  /** The bot's sign-in, a name under `auths:`; null uses each service's own. */
  signIn: string | null;
  /** The sign-in of its restores; null uses the bot's. */
  restoreSignIn: string | null;
  channels: SlackChannel[];
  /** Ids of users and user groups, or `*`; approvers are users only. Who is nowhere may do nothing. */
  roles: { viewer: string[]; operator: string[]; approver: string[] };
  /** Whether restores may be asked for in Slack. */
  restore: boolean;
};

/** How `watch` works. */
export type WatchSettings = {
  /** The sign-in of scheduled work, a name under `auths:`; null uses each service's own. */
  signIn: string | null;
  /** How many backups it has under way at once. */
  concurrency: number;
  /** Loopback port of the metrics; null opens none. */
  metricsPort: number | null;
};

/** The configuration, checked and with defaults filled in. */
export type Configuration = {
  /** The file it came from; null when there is none (cold start). */
  path: string | null;
  cloud: Cloud;
  readOnly: boolean;
  /** Account group that shares the state folder; null for one's own. */
  stateGroup: string | null;
  /** By name; `default` is `auth:`. */
  signIns: Record<string, SignIn>;
  storages: Record<string, Storage>;
  /** In the order of the file. */
  services: Service[];
  /** Warn this long before the last restorable backup ends; milliseconds, longest first. */
  remindBeforeMs: number[];
  watch: WatchSettings;
  webhooks: Webhook[];
  people: Person[];
  approvals: ApprovalRules;
  /** Null where `slack:` is not configured. */
  slack: SlackSettings | null;
  /** When the file was read, for messages about edits. */
  loadedAt: Instant | null;
};
