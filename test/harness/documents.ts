import { z } from 'zod';

// The shapes of `--json` as product.md documents them, written from there and not from the code.
// Additions are allowed, so all objects are loose; a missing or renamed field is an error.

const time = z.iso.datetime();

export const azureDocument = z.looseObject({
  status: z.number().nullable(),
  code: z.string().nullable(),
  message: z.string(),
  requestId: z.string().nullable(),
});

export const operationDocument = z.looseObject({
  id: z.uuid(),
  kind: z.enum(['backup', 'restore']),
  service: z.string(),
  status: z.enum([
    'planned',
    'submitting',
    'running',
    'unknown',
    'succeeded',
    'failed',
    'not-started',
  ]),
  startedAt: time.nullable(),
  endedAt: time.nullable(),
  backup: z.string().nullable(),
  parent: z.string().nullable(),
  error: azureDocument.nullable(),
});

export const backupDocument = z.looseObject({
  id: z.string(),
  service: z.string(),
  storage: z.string(),
  name: z.string(),
  purpose: z.enum(['manual', 'scheduled', 'fresh', 'safety']),
  createdAt: time,
  expiresAt: time,
  estimated: z.boolean(),
  restorable: z.boolean().nullable(),
  tier: z.string().nullable(),
  region: z.string().nullable(),
  state: z.enum(['present', 'missing', 'expired', 'deleted']),
});

export const serviceDocument = z.looseObject({
  name: z.string(),
  azureName: z.string(),
  resourceId: z.string(),
  tier: z.string().nullable(),
  region: z.string().nullable(),
  verdict: z.enum([
    'cannot',
    'gone',
    'running',
    'unknown',
    'never',
    'stale',
    'failing',
    'late',
    'paused',
    'fresh',
  ]),
  lastBackup: z.string().nullable(),
  restorableUntil: time.nullable(),
});

export const warningDocument = z.looseObject({
  service: z.string(),
  threshold: z.string(),
  since: time,
  backup: z.string().nullable(),
  snoozedUntil: time.nullable(),
});

export const checkDocument = z.looseObject({
  name: z.string(),
  verdict: z.string(),
  measured: z.string(),
  threshold: z.string().nullable(),
  remedy: z.string().nullable(),
});

export const planDocument = z.looseObject({
  checks: z.array(checkDocument),
  rawCommand: z.string(),
});

export const exportedReport = z.looseObject({
  report: z.string(),
  written: z.number(),
  skipped: z.number(),
  partial: z.number(),
  rows: z.number(),
});

const data = z.looseObject({
  operations: z.array(operationDocument).optional(),
  backups: z.array(backupDocument).optional(),
  services: z.array(serviceDocument).optional(),
  warnings: z.array(warningDocument).optional(),
  checks: z.array(checkDocument).optional(),
  plans: z.array(planDocument).optional(),
  deleted: z.array(z.string()).optional(),
  reports: z.array(exportedReport).optional(),
  personalData: z.boolean().optional(),
  // `reconcile` tells of each, `init` names them.
  storages: z.array(z.union([z.string(), z.looseObject({ storage: z.string() })])).optional(),
});

/** The one document of a command. */
export const answerDocument = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), command: z.string().nullable(), data }),
  z.strictObject({
    ok: z.literal(false),
    command: z.string().nullable(),
    error: z.looseObject({
      code: z.string(),
      message: z.string().min(1),
      hint: z.string().nullable(),
      azure: azureDocument.nullable(),
    }),
    data,
  }),
]);

export type AnswerDocument = z.output<typeof answerDocument>;
