import * as z from 'zod/mini';
import type { Approval } from '../../domain/approval.ts';
import type { Backup } from '../../domain/backup.ts';
import type { Hold, Pause } from '../../domain/hold.ts';
import type { Beat, Lease } from '../../domain/lease.ts';
import type { Notice } from '../../domain/notice.ts';
import type { Operation } from '../../domain/operation.ts';
import type { ScheduledRun } from '../../domain/scheduled-run.ts';
import type { ServiceSeen } from '../../domain/service-seen.ts';
import type { Standing } from '../../domain/standing.ts';
import type { Warning } from '../../domain/warning.ts';
import type { RecordKind } from '../../ports/store.ts';
import { id, instant, requester, text, threshold, when } from './parts.ts';
import type { Assert, SameType } from './same-type.ts';
import { approval, hold, notice, pause, run, standing } from './watch-schemas.ts';

// Plain objects: fields they do not name are allowed, and kept because the record itself is kept,
// never zod's copy of it. So a newer Lifeboat's fields survive an older one's write.

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
  deleting: z.exactOptional(z.object({ process: z.string(), at: instant })),
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
  requester,
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
  planHash: z.exactOptional(z.string()),
  approval: z.exactOptional(z.string()),
  forced: z.exactOptional(z.array(z.string())),
  dueAt: z.exactOptional(instant),
});

const service = z.object({
  id,
  label: z.string(),
  at: instant,
  azureAt: z.exactOptional(instant),
  exists: z.boolean(),
  purgeAt: z.exactOptional(instant),
  tier: text,
  region: text,
  regions: z.array(z.string()),
  provisioningState: text,
  gatewayUrl: text,
  gateways: z.exactOptional(z.array(z.object({ region: z.string(), url: z.string() }))),
  identity: z.exactOptional(
    z.object({
      principalId: text,
      userAssigned: z.array(z.object({ id: z.string(), clientId: text, principalId: text })),
    }),
  ),
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
  at: z.exactOptional(instant),
  watches: z.exactOptional(z.enum(['loop', 'rounds'])),
});

const warning = z.object({
  id,
  service: z.string(),
  label: z.string(),
  threshold,
  since: instant,
  backup: text,
  snoozedUntil: when,
  snoozedBy: z.exactOptional(z.string()),
  snoozeReason: z.exactOptional(z.string()),
});

/** What each kind of record must look like. A new kind is one line here and one in `ports/store.ts`. */
export const recordSchemas = {
  backup,
  operation,
  service,
  lease,
  beat,
  warning,
  notice,
  hold,
  pause,
  run,
  approval,
  standing,
} satisfies Record<RecordKind, z.ZodMiniType>;

/** Compiles only while schemas and domain types are the same, field by field. */
export type SchemasAreTheTypes = [
  Assert<SameType<z.infer<typeof backup>, Backup>>,
  Assert<SameType<z.infer<typeof operation>, Operation>>,
  Assert<SameType<z.infer<typeof service>, ServiceSeen>>,
  Assert<SameType<z.infer<typeof lease>, Lease>>,
  Assert<SameType<z.infer<typeof beat>, Beat>>,
  Assert<SameType<z.infer<typeof warning>, Warning>>,
  Assert<SameType<z.infer<typeof notice>, Notice>>,
  Assert<SameType<z.infer<typeof hold>, Hold>>,
  Assert<SameType<z.infer<typeof pause>, Pause>>,
  Assert<SameType<z.infer<typeof run>, ScheduledRun>>,
  Assert<SameType<z.infer<typeof approval>, Approval>>,
  Assert<SameType<z.infer<typeof standing>, Standing>>,
  Assert<SameType<keyof typeof recordSchemas, RecordKind>>,
];
