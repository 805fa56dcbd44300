import { z } from 'zod';

const port = z.number().int().min(0).max(65535).default(0);
const seconds = z.number().min(0);

/**
 * What can be chosen when the sandbox starts, checked, with its defaults.
 *
 * All durations are in the sandbox's own time. The defaults are short for the
 * sake of people who watch; Azure itself took about 420 s for a backup and
 * 660 s for a restore of an empty Developer instance, and asked for a poll
 * every 60 s (recorded run of the .NET SDK's tests, 2019-01-01).
 */
export const sandboxOptionsSchema = z.strictObject({
  /** Port of the main origin (sign-in, resource manager, control). 0 takes a free one. */
  port,
  /** Port of the blob front. 0 takes a free one. */
  blobPort: port,
  /** Port of the identity endpoints. 0 takes a free one. */
  identityPort: port,
  /** Port of the services' gateways. 0 takes a free one. */
  gatewayPort: port,
  /** Where the CA, the configuration and the like are written. Default: a fresh folder, removed at close. */
  stateDir: z.string().min(1).optional(),
  /** The sandbox's time at its start, ISO 8601. Default: now. */
  start: z.iso.datetime({ offset: true }).optional(),
  /** Sandbox milliseconds per real millisecond. */
  rate: z.number().positive().max(100_000).default(1),
  /** How long a backup runs. */
  backupSeconds: seconds.default(30),
  /** How long a restore runs. */
  restoreSeconds: seconds.default(45),
  /** The `Retry-After` of a running operation; null leaves the header out. */
  retryAfterSeconds: z.number().int().min(0).nullable().default(5),
  /** Life of an access token. Entra gives 60 to 90 minutes. */
  tokenLifeSeconds: z.number().int().min(1).default(3600),
  /** How long an event takes to be readable in the activity log. Azure takes minutes. */
  activityLogLagSeconds: seconds.default(60),
  /** How long create, delete and undelete take. */
  lifecycleSeconds: seconds.default(60),
  /** How long the failover of a storage account takes; Azure needs up to an hour (storage docs). */
  failoverSeconds: seconds.default(60),
  /** When an operation that cannot succeed says so; never later than its full duration. */
  refusalSeconds: seconds.default(2),
  /** How long the result of a finished operation stays readable. Unknown for Azure. */
  resultLifeSeconds: seconds.default(86_400),
  /** How long after its deletion a service cannot be undeleted yet. */
  undeleteAfterSeconds: seconds.default(60),
  /** How backup and restore answer: Azure was recorded with `location`. */
  shape: z
    .enum(['location', 'azure-async-operation', 'provisioning-state', 'resource'])
    .default('location'),
  /** A new operation id with every poll; only the two newest stay readable. */
  rotateOperationIds: z.boolean().default(false),
  /** Items on a page of services and events. */
  pageSize: z.number().int().min(1).default(100),
  /** Accept api-version 2014-02-14, as an old or private cloud would. */
  acceptLegacyVersion: z.boolean().default(true),
  /** A backup creates a missing container. */
  createMissingContainer: z.boolean().default(true),
  /** Answer 429 when too much is asked in too short a time. */
  throttle: z.boolean().default(false),
  /** Does `provisioningState` become `Updating` during an operation, or stay `Succeeded`? */
  busyDuringOperations: z.boolean().default(true),
  /** The `interval` a device code asks for between polls. */
  deviceCodeIntervalSeconds: z.number().int().min(1).default(5),
  /** Services added to rg-fleet beside the named ones. */
  extraServices: z.number().int().min(0).max(10_000).default(0),
  /** Makes ids and generated content repeatable. */
  seed: z.string().default('lifeboat'),
});

/** What a caller may pass; everything has a default. */
export type SandboxOptionsInput = z.input<typeof sandboxOptionsSchema>;

/**
 * The options in force. One object for the life of the sandbox: members of
 * {@link changeableSchema} change under it, so read them when they are needed
 * and keep no copies.
 */
export type SandboxOptions = z.output<typeof sandboxOptionsSchema>;

const { shape } = sandboxOptionsSchema.shape;

/** The options that the control endpoint may change while the sandbox runs. */
export const changeableSchema = z
  .strictObject({
    backupSeconds: seconds,
    restoreSeconds: seconds,
    lifecycleSeconds: seconds,
    failoverSeconds: seconds,
    refusalSeconds: seconds,
    resultLifeSeconds: seconds,
    undeleteAfterSeconds: seconds,
    activityLogLagSeconds: seconds,
    retryAfterSeconds: z.number().int().min(0).nullable(),
    tokenLifeSeconds: z.number().int().min(1),
    deviceCodeIntervalSeconds: z.number().int().min(1),
    pageSize: z.number().int().min(1),
    shape: shape.unwrap(),
    rotateOperationIds: z.boolean(),
    acceptLegacyVersion: z.boolean(),
    createMissingContainer: z.boolean(),
    throttle: z.boolean(),
    busyDuringOperations: z.boolean(),
  })
  .partial();

/** A change of some options at run time. */
export type OptionsChange = z.output<typeof changeableSchema>;
