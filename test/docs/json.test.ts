import { describe, expect, it } from 'vitest';
import { approvalDocument } from '../../packages/core/src/commands/approval-document.ts';
import {
  azureDocument,
  backupDocument,
  checkDocument,
  errorDocument,
  operationDocument,
  serviceDocument,
  warningDocument,
} from '../../packages/core/src/commands/json.ts';
import { planDocument } from '../../packages/core/src/commands/plan-document.ts';
import { receiverDocument } from '../../packages/core/src/commands/run/receiver-words.ts';
import {
  diagnosisDocument,
  wayDocument,
} from '../../packages/core/src/commands/run/recovery-documents.ts';
import { LifeboatError } from '../../packages/core/src/domain/error.ts';
import { aBackup, anApproval, anOperation, aPlan, now } from '../core/domain/build-records.ts';
import { fences, plain, readDocument, tableUnder } from './documents.ts';

const document = readDocument('docs/json.md');

const failure = {
  status: 409,
  code: 'ServiceLocked',
  message: 'busy',
  requestId: 'r',
  correlationId: null,
  details: [],
};

/** One of each, as the code makes it. */
const real: Readonly<Record<string, object>> = {
  operation: operationDocument(anOperation()),
  backup: backupDocument(aBackup(), { targetTier: 'Premium', now }),
  service: serviceDocument({
    label: 'contoso',
    azureName: 'contoso',
    resourceId: '/subscriptions/s',
    tier: null,
    region: null,
    verdict: 'never',
    lastBackup: null,
    restorableUntil: null,
    heldUntil: null,
    pausedUntil: null,
  }),
  warning: warningDocument({
    id: 's|7d',
    service: 's',
    label: 'contoso',
    threshold: '7d',
    since: now,
    backup: null,
    snoozedUntil: null,
  }),
  receiver: receiverDocument({
    name: 'ping:contoso',
    waiting: 0,
    sending: 0,
    oldestAt: null,
    refused: 0,
    problem: null,
    deliveredAt: null,
  }),
  check: checkDocument({
    name: 'tier',
    verdict: 'pass',
    measured: 'Premium',
    threshold: null,
    remedy: null,
    code: null,
  }),
  plan: planDocument(aPlan()),
  approval: approvalDocument(anApproval(), now),
  diagnosis: diagnosisDocument({
    facts: {
      label: 'contoso',
      state: { kind: 'gone' },
      signIn: { kind: 'works', who: 'ana' },
      managerAnswers: true,
      storageAnswers: true,
      gateways: [],
      open: null,
      remembered: null,
      homeRegion: null,
      now,
    },
    diagnosis: {
      kind: 'gone',
      words: 'x',
      trouble: null,
      troubleWords: null,
      remedy: null,
      serving: [],
    },
  }),
  way: wayDocument({
    kind: 'wait',
    title: 'x',
    command: null,
    harm: 'none',
    costs: 'x',
    expected: null,
    checks: [],
    backup: null,
  }),
  error: errorDocument(new LifeboatError('internal', 'x')),
  azure: azureDocument(failure),
};

describe('docs/json.md', () => {
  it.each(Object.entries(real))('has the fields of a %s, in their words', (name, shape) => {
    const told = tableUnder(document, name).map(([field]) => plain(field));

    expect(told.toSorted()).toEqual(Object.keys(shape).sort());
  });

  it('has examples with exactly these fields', () => {
    const examples = fences(document)
      .filter(({ language }) => language === 'json')
      .map(({ text }): unknown => JSON.parse(text));
    const shapes = Object.values(real).map((shape) => Object.keys(shape).sort().join());
    const kinds = examples.map((example) =>
      typeof example === 'object' && example !== null ? Object.keys(example).sort().join() : '',
    );
    const answers = ['command,data,ok', 'command,data,error,ok'];

    expect(examples.length).toBeGreaterThan(5);
    expect(kinds.filter((kind) => ![...shapes, ...answers].includes(kind))).toEqual([]);
  });
});
