import * as z from 'zod/mini';
import { approvalKinds } from '../../domain/approval.ts';
import { eventKinds } from '../../domain/notice.ts';
import { id, instant, requester, text, threshold, when } from './parts.ts';

// The records of what keeps watch: notices, holds, pauses, due runs, approvals, standing checks.

const delivery = z.object({
  notifier: z.string(),
  status: z.enum(['due', 'sending', 'delivered', 'refused', 'dropped']),
  attempts: z.number(),
  nextAt: instant,
  process: text,
  claimedAt: when,
  deliveredAt: when,
  problem: text,
});

export const notice = z.object({
  id,
  event: z.enum([...eventKinds, 'test']),
  severity: z.enum(['info', 'warning', 'critical']),
  service: text,
  label: text,
  title: z.string(),
  text: z.string(),
  at: instant,
  operation: text,
  backup: text,
  threshold: z.nullable(threshold),
  answeredAt: when,
  deliveries: z.array(delivery),
});

export const hold = z.object({
  id,
  label: text,
  reason: z.string(),
  since: instant,
  until: instant,
  by: requester,
});

export const pause = z.object({
  id,
  label: z.string(),
  reason: text,
  since: instant,
  until: instant,
  by: requester,
});

export const run = z.object({
  id,
  label: z.string(),
  dueAt: instant,
  status: z.enum(['taken', 'started', 'done', 'failed', 'given-up']),
  process: z.string(),
  takenAt: instant,
  tries: z.number(),
  nextTryAt: when,
  operation: text,
  words: text,
});

const check = z.object({
  name: z.string(),
  verdict: z.enum(['pass', 'warn', 'fail', 'skip', 'unknown']),
  measured: z.string(),
  threshold: text,
  remedy: text,
});

const asker = z.object({ ...requester.shape, person: text, azure: text, slack: text });

export const approval = z.object({
  id,
  kind: z.enum(approvalKinds),
  service: z.string(),
  label: z.string(),
  environment: text,
  planHash: z.string(),
  summary: z.array(z.string()),
  checks: z.array(check),
  line: z.string(),
  reason: text,
  asker,
  askedAt: instant,
  endsAt: instant,
  status: z.enum(['open', 'approved', 'rejected', 'used']),
  decision: z.nullable(z.object({ by: asker, at: instant, reason: text })),
  operation: text,
});

export const standing = z.object({
  id,
  label: z.string(),
  standby: z.string(),
  standbyLabel: z.string(),
  at: instant,
  checks: z.array(check),
});
