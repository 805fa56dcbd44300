import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerDocument as documentOf } from '../../packages/core/src/commands/json.ts';
import type { Lifeboat } from '../../packages/core/src/lifeboat.ts';
import { runLine } from '../core/commands/run-line.ts';
import { type AnswerDocument, answerDocument } from '../harness/documents.ts';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Person } from '../harness/person.ts';
import { configureFleet, fleetName, openHere } from './fixtures/fleet.ts';
import { runProcess } from './fixtures/processes.ts';

const where = inSandbox({ extraServices: 90 });
let person: Person;
let lifeboat: Lifeboat;
let backup: string;
let used = 0;

function nextService(): string {
  used += 1;
  return fleetName(used);
}

beforeAll(async () => {
  person = where.person();
  await configureFleet(where.sandbox(), person, 90);
  person.configure((config) => {
    const { subscription, resourceGroup } = config.services['contoso-std'] ?? {};
    for (const name of ['contoso-basic', 'contoso-workspaces']) {
      config.services[name] = { subscription, resourceGroup, storage: 'main' };
    }
    const places = [
      'stcontosodr',
      'stcontosocors',
      'stcontosoclosed',
      'stcontosonokey',
      'nosuchaccount',
    ];
    for (const account of places) {
      config.storage[account] = { ...config.storage.main, account };
      config.storage[`${account}-key`] = { ...config.storage.keyed, account };
    }
  });
  lifeboat = await openHere(person);
  backup = (await run(`backup ${nextService()}`)).data.operations?.[0]?.backup ?? '';
});
afterAll(() => lifeboat.close());

async function run(line: string): Promise<AnswerDocument> {
  const report = await runLine(lifeboat, line).catch((error: unknown) => ({
    data: {},
    blocks: [],
    error,
  }));
  return answerDocument.parse(documentOf(line.split(' ')[0] ?? null, report as never));
}

/** Holds promise 9: Azure's code and words, the request id, and what to do next. */
function expectWhy(answer: AnswerDocument, azure: { code: string; message?: string }): void {
  if (answer.ok) throw new Error(`It did not fail: ${JSON.stringify(answer)}`);
  const { error } = answer;
  expect(error.azure, JSON.stringify(error)).toMatchObject(azure);
  expect(error.azure?.requestId, JSON.stringify(error)).toMatch(/./);
  expect(error.hint, JSON.stringify(error)).toMatch(/\w{3}.*\w{3}/);
  expect(error.hint).not.toMatch(/undefined|null|\[object/);
}

/** The refusals of facts 2.3, by status. */
const refusals: [number, string][] = [
  [400, 'BackupFailed'],
  [400, 'RestoreFailed'],
  [400, 'InvalidParameters'],
  [400, 'ValidationError'],
  [400, 'MethodNotAllowedInPricingTier'],
  [403, 'AuthorizationFailed'],
  [403, 'LinkedAuthorizationFailed'],
  [403, 'RequestDisallowedByPolicy'],
  [404, 'ResourceNotFound'],
  [404, 'ResourceGroupNotFound'],
  [404, 'SubscriptionNotFound'],
  [409, 'ServiceLocked'],
  [409, 'PessimisticConcurrencyConflict'],
  [409, 'ScopeLocked'],
  [409, 'ServiceAlreadyExistsInSoftDeletedState'],
  [412, 'PreconditionFailed'],
  [422, 'ManagementApiRequestFailed'],
  [400, 'SomethingNobodyHasSeenYet'],
];

/** Those that end an operation when they answer a question about it; the others speak of the question. */
const ends = refusals.filter(
  ([status, code]) => status !== 403 && status !== 404 && code !== 'ServiceLocked',
);

describe.concurrent.each(['backup', 'restore'] as const)('a %s', (kind) => {
  function lineOf(name: string): string {
    const flags = `--from ${backup} --confirm ${name} --no-safety-backup --reason test`;
    return kind === 'backup' ? `backup ${name}` : `restore ${name} ${flags}`;
  }

  it.each(refusals)('that Azure refuses says why: HTTP %i %s', async (status, code) => {
    const name = nextService();
    const message = `${code} in Azure’s own words.`;
    const failure = { at: 'post', status, code, message };
    await where.sandbox().control.call('POST', `/world/services/${name}/failures`, failure);

    expectWhy(await run(lineOf(name)), { code, message });
  });

  it.each(ends)('that fails while it runs says why: HTTP %i %s', async (status, code) => {
    const name = nextService();
    const message = `${code} in Azure’s own words.`;
    await where
      .sandbox()
      .control.call('POST', `/world/services/${name}/failures`, { status, code, message });

    expectWhy(await run(lineOf(name)), { code, message });
  });

  it('whose end only the activity log tells says why', async () => {
    const name = nextService();
    const { control } = where.sandbox();
    const failure = { code: 'BackupFailed', message: 'No room in the vault.' };
    await control.call('POST', `/world/services/${name}/failures`, failure);
    await control.addFault({
      method: 'POST',
      path: `/${name}/${kind}`,
      play: { kind: 'reset', when: 'after' },
    });

    const done = await runProcess(person, { line: lineOf(name), rate: 60, since: Date.now() });

    if (done.answer === null) throw new Error(done.stderr);
    expectWhy(done.answer, failure);
  });
});

describe.each(['azure-async-operation', 'provisioning-state'] as const)(
  'a failure in the shape %s',
  (shape) => {
    it('says why', async () => {
      const name = nextService();
      const { control } = where.sandbox();
      await control.setOptions({ shape });
      const failure = { code: 'BackupFailed', message: 'No room in the vault.' };
      await control.call('POST', `/world/services/${name}/failures`, failure);
      // A service that shows itself as Failed names no reason; the one of the operation does.
      const answer = await run(`backup ${name}`);
      await control.setOptions({ shape: 'location' });

      if (shape === 'azure-async-operation') return expectWhy(answer, failure);
      expect(answer.ok === false && answer.error.azure?.requestId).toMatch(/./);
      expect(answer.ok === false && answer.error.hint).toMatch(/./);
    });
  },
);

// Checks know most of it before; what Azure says all the same is to be shown.
describe('what the storage refuses', () => {
  it.each([
    ['a missing role', 'backup contoso-basic', 'AuthorizationPermissionMismatch'],
    [
      'no identity',
      'backup contoso-std --access system-identity --force identity',
      'ManagedIdentityNotFound',
    ],
    ['CORS', 'backup contoso-prod --storage stcontosocors --force cors', 'InvalidStorageAccount'],
    [
      'a firewall',
      'backup contoso-prod --storage stcontosoclosed --force storage-network',
      'AuthorizationFailure',
    ],
    [
      'no shared keys',
      'backup contoso-std --storage stcontosonokey-key --force shared-key',
      'KeyBasedAuthenticationNotPermitted',
    ],
    [
      'an account that is not there',
      'backup contoso-dev --storage nosuchaccount',
      'ResourceNotFound',
    ],
  ])('says why: %s', async (_, line, words) => {
    const answer = await run(`${line} --reason "to hear Azure"`);

    expectWhy(answer, { code: 'BackupFailed' });
    expect(answer.ok === false && answer.error.azure?.message).toContain(words);
  });
});

describe('what Azure does not let be read', () => {
  const fromAzure = { 'x-ms-request-id': 'r-1', 'content-type': 'application/json' };

  it.each([
    [401, 'InvalidAuthenticationToken', 'not-signed-in'],
    [403, 'AuthorizationFailed', 'not-allowed'],
    [404, 'ResourceNotFound', 'service-not-found'],
  ])('says why: HTTP %i', async (status, code) => {
    const name = nextService();
    const body = { error: { code, message: 'In Azure’s own words.' } };
    const play = { kind: 'status', status, headers: fromAzure, body } as const;
    await where.sandbox().control.addFault({ path: `/${name}\\?`, count: null, play });

    expectWhy(await run(`backup ${name}`), { code, message: 'In Azure’s own words.' });
  });

  it('says why for the keys of the storage', async () => {
    const body = { error: { code: 'AuthorizationFailed', message: 'May not list keys.' } };
    const play = { kind: 'status', status: 403, headers: fromAzure, body } as const;
    const id = await where.sandbox().control.addFault({ path: 'listKeys', count: null, play });
    const answer = await run('backup contoso-std');
    await where.sandbox().control.call('DELETE', `/faults/${id}`);

    expectWhy(answer, { code: 'AuthorizationFailed', message: 'May not list keys.' });
  });

  it('says the system’s words and a next step when nobody answers', async () => {
    const name = nextService();
    await where
      .sandbox()
      .control.addFault({ path: `/${name}\\?`, count: null, play: { kind: 'reset' } });

    const answer = await run(`backup ${name}`);

    expect(answer).toMatchObject({ ok: false, error: { code: 'azure-unreachable' } });
    expect(answer.ok === false && answer.error.message).toMatch(/ECONNRESET|closed/);
    expect(answer.ok === false && answer.error.hint).toMatch(/\w{3}.*\w{3}/);
  });
});
