import * as z from 'zod/mini';
import type { Backup } from '../../domain/backup.ts';
import type { Beat, Lease } from '../../domain/lease.ts';
import type { Operation } from '../../domain/operation.ts';
import type { ServiceSeen } from '../../domain/service-seen.ts';
import type { Warning } from '../../domain/warning.ts';
import type { RecordKind } from '../../ports/store.ts';
import type { Assert, SameType } from './same-type.ts';

// Plain objects: fields they do not name are allowed, and kept because the record itself is kept,
// never zod's copy of it. So a newer Lifeboat's fields survive an older one's write.

const instant = z.number();
const id = z.string().check(z.minLength(1));
const text = z.nullable(z.string());
const when = z.nullable(instant);
const settings = z.nullable(z.record(z.string(), z.unknown()));
const purpose = z.enum(['manual', 'scheduled', 'fresh', 'safety']);

const azureFailure = z.object({
  status: z.nullable(z.number()),
  code: text,
  message: z.string(),
  requestId: text,
  correlationId: text,
  details: z.array(z.object({ code: text, message: z.string(), target: text })),
});

const backup = z.object({
  id,
  service: z.string(),
  label: z.string(),
  account: z.string(),
  container: z.string(),
  name: z.string(),
  url: z.string(),
  purpose,
  createdAt: instant,
  estimated: z.boolean(),
  tier: text,
  region: text,
  state: z.enum(['present', 'missing', 'deleted']),
  seenAt: when,
  etag: text,
  sizeBytes: z.nullable(z.number()),
  operation: text,
  note: text,
  settings,
  imported: z.boolean(),
});

const attempt = z.object({
  at: instant,
  answer: z.nullable(
    z.enum(['challenged', 'throttled', 'never-connected', 'accepted', 'rejected', 'lost']),
  ),
});

const blindness = z.object({
  since: instant,
  reason: z.enum([
    'post-answer-lost',
    'no-network',
    'throttled',
    'azure-error',
    'not-allowed',
    'not-signed-in',
    'unreadable-answer',
    'operation-vanished',
    'store-rebuilt',
  ]),
  words: z.string(),
  remedy: text,
});

const operation = z.object({
  id,
  kind: z.enum(['backup', 'restore']),
  status: z.enum([
    'planned',
    'submitting',
    'running',
    'unknown',
    'succeeded',
    'failed',
    'not-started',
  ]),
  service: z.string(),
  label: z.string(),
  resourceId: z.string(),
  signIn: z.string(),
  tier: text,
  region: text,
  purpose: z.nullable(purpose),
  account: z.string(),
  container: z.string(),
  blobName: z.string(),
  blobUrl: z.string(),
  backup: text,
  access: z.enum(['system-identity', 'user-identity', 'access-key']),
  apiVersion: z.string(),
  parent: text,
  requester: z.object({
    who: z.string(),
    host: z.string(),
    door: z.enum(['cli', 'tui', 'slack', 'watch']),
  }),
  reason: text,
  process: z.string(),
  plannedAt: instant,
  attempts: z.array(attempt),
  startedAt: when,
  endedAt: when,
  location: text,
  asyncOperation: text,
  requestId: text,
  correlationId: text,
  nextLookAt: when,
  lastAnswer: z.nullable(z.object({ at: instant, words: z.string() })),
  stateBefore: text,
  seenRunningAt: when,
  missedLooks: z.number(),
  blind: z.nullable(blindness),
  error: z.nullable(azureFailure),
  settings,
});

const service = z.object({
  id,
  label: z.string(),
  at: instant,
  azureAt: z.exactOptional(instant),
  exists: z.boolean(),
  tier: text,
  region: text,
  regions: z.array(z.string()),
  provisioningState: text,
  gatewayUrl: text,
  storageReadAt: when,
  storageProblem: text,
});

const lease = z.object({ id, process: z.string(), since: instant });

const beat = z.object({
  id,
  host: z.string(),
  pid: z.number(),
  startedAt: instant,
  startMark: z.exactOptional(z.string()),
  door: z.string(),
  who: z.string(),
  beat: z.number(),
});

const warning = z.object({
  id,
  service: z.string(),
  label: z.string(),
  threshold: z.union([
    z.templateLiteral([z.number(), 'd']),
    z.templateLiteral([z.number(), 'h']),
    z.literal('expired'),
    z.literal('last-restorable'),
    z.literal('late'),
  ]),
  since: instant,
  backup: text,
  snoozedUntil: when,
});

/** What each kind of record must look like. A new kind is one line here and one in `ports/store.ts`. */
export const recordSchemas = { backup, operation, service, lease, beat, warning } satisfies Record<
  RecordKind,
  z.ZodMiniType
>;

/** Compiles only while schemas and domain types are the same, field by field. */
export type SchemasAreTheTypes = [
  Assert<SameType<z.infer<typeof backup>, Backup>>,
  Assert<SameType<z.infer<typeof operation>, Operation>>,
  Assert<SameType<z.infer<typeof service>, ServiceSeen>>,
  Assert<SameType<z.infer<typeof lease>, Lease>>,
  Assert<SameType<z.infer<typeof beat>, Beat>>,
  Assert<SameType<z.infer<typeof warning>, Warning>>,
  Assert<SameType<keyof typeof recordSchemas, RecordKind>>,
];
