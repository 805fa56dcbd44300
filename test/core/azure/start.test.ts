import { describe, expect, it } from 'vitest';
import { LifeboatError } from '../../../packages/core/src/domain/error.ts';
import { Secret } from '../../../packages/core/src/domain/secret.ts';
import type { StartRequest } from '../../../packages/core/src/ports/azure.ts';
import type { ScriptedAnswer } from '../../../packages/core/src/testing/scripted-http.ts';
import { type Asked, fixedSession } from './fixed-session.ts';
import { azureSays, home, resourceId, scriptedAzure } from './scripted-azure.ts';

const key = new Secret(`${'kEy/+'.repeat(17)}x==`);
const request: StartRequest = {
  kind: 'backup',
  resourceId,
  apiVersion: '2024-05-01',
  account: 'stcontoso',
  container: 'backups',
  blobName: 'contoso.apimbackup',
  access: 'system-identity',
  accessKey: null,
  clientId: null,
  clientRequestId: 'b3c4',
  claims: null,
};
const url = `${home}${resourceId}/backup?api-version=2024-05-01`;
const accepted = azureSays(202, undefined, { location: `${home}/op//1` });

async function start(changes: Partial<StartRequest>, answer: ScriptedAnswer = accepted) {
  const { azure, http, log } = scriptedAzure([{ method: 'POST', url: /./, answer }]);
  const said = await azure.apiManagement.start({ ...request, ...changes });
  const sent = http.requests[0];
  return { said, sent, log, body: sent?.body === undefined ? null : JSON.parse(sent.body) };
}

const place = {
  storageAccount: 'stcontoso',
  containerName: 'backups',
  backupName: 'contoso.apimbackup',
};

describe('the body of the POST', () => {
  it.each<[string, Partial<StartRequest>, object]>([
    ['system identity', {}, { ...place, accessType: 'SystemAssignedManagedIdentity' }],
    [
      'user identity',
      { access: 'user-identity', clientId: 'c-1' },
      { ...place, accessType: 'UserAssignedManagedIdentity', clientId: 'c-1' },
    ],
    [
      'access key',
      { access: 'access-key', accessKey: key },
      { ...place, accessType: 'AccessKey', accessKey: key.reveal() },
    ],
    [
      'access key, the version of the original how-to',
      { access: 'access-key', accessKey: key, apiVersion: '2014-02-14' },
      { ...place, accessKey: key.reveal() },
    ],
    [
      'a key that is not used',
      { accessKey: key, clientId: 'c' },
      { ...place, accessType: 'SystemAssignedManagedIdentity' },
    ],
  ])('names what it needs for %s, and nothing else', async (_, changes, expected) => {
    const { body } = await start(changes);

    expect(body).toEqual(expected);
  });

  it.each<[string, Partial<StartRequest>]>([
    ['a key that is missing', { access: 'access-key' }],
    ['a client id that is missing', { access: 'user-identity' }],
    ['an identity in 2014-02-14', { apiVersion: '2014-02-14' }],
    ['an id that is none', { resourceId: '/subscriptions/x' }],
  ])('is not sent with %s', async (_, changes) => {
    const { said, sent } = await start(changes);

    expect(said.kind).toBe('not-sent');
    expect(sent).toBeUndefined();
  });
});

describe('the POST', () => {
  it.each(['backup', 'restore'] as const)(
    'starts a %s on a connection of its own, under its id',
    async (kind) => {
      const { said, sent } = await start({ kind });

      expect(said).toMatchObject({ kind: 'accepted', location: `${home}/op//1` });
      expect(sent).toMatchObject({
        method: 'POST',
        url: url.replace('/backup?', `/${kind}?`),
        freshConnection: true,
        headers: { 'x-ms-client-request-id': 'b3c4', 'content-type': 'application/json' },
      });
    },
  );

  it.each<[string, ScriptedAnswer, string]>([
    ['a plain 401', azureSays(401, {}), 'not-taken'],
    [
      'a claims challenge',
      azureSays(401, {}, { 'www-authenticate': `Bearer claims="${btoa('{}')}"` }),
      'not-taken',
    ],
    ['a 429', azureSays(429, {}, { 'retry-after': '0' }), 'not-taken'],
    ['a 500', azureSays(500, {}), 'unclear'],
    ['a 503', azureSays(503, {}, { 'retry-after': '0' }), 'unclear'],
    ['a 408', azureSays(408, {}), 'unclear'],
    ['a lost answer', { noAnswer: { kind: 'lost', words: 'x' } }, 'unclear'],
    [
      'a connection that never opened',
      { noAnswer: { kind: 'never-connected', words: 'x' } },
      'not-taken',
    ],
    ['a redirect', { status: 307, headers: { location: `${home}/y` } }, 'unclear'],
  ])('is sent once and once only after %s', async (_, answer, kind) => {
    const { azure, http } = scriptedAzure([{ url, answer }]);

    const said = await azure.apiManagement.start(request);

    expect(said.kind).toBe(kind);
    expect(http.requests).toHaveLength(1);
  });

  it('takes a token of the claims it is given', async () => {
    const { sent } = await start({ claims: '{"a":1}' });

    expect(sent?.headers.authorization).toContain('with {"a":1}');
  });

  it('takes a fresh token after a plain 401, and no longer than needed', async () => {
    const asked: Asked[] = [];
    const script = [azureSays(401, {}), accepted, accepted].map((answer) => ({ url, answer }));
    const { azure } = scriptedAzure(script, { session: fixedSession(asked) });

    await azure.apiManagement.start(request);
    await azure.apiManagement.start(request);
    await azure.apiManagement.start(request);

    expect(asked.map(({ fresh }) => fresh)).toEqual([false, true, false]);
  });

  it('is not sent without a token, and says how to sign in', async () => {
    const refusal = new LifeboatError('not-signed-in', 'Nobody is signed in.', {
      hint: 'az login',
    });
    const session = fixedSession([], () => refusal);
    const { azure, http } = scriptedAzure([], { session });

    expect(await azure.apiManagement.start(request)).toEqual({
      kind: 'not-sent',
      words: 'Nobody is signed in.',
      remedy: 'az login',
    });
    expect(http.requests).toEqual([]);
  });

  it('was not taken when the authority could not be reached for a token', async () => {
    const session = fixedSession([], () => new LifeboatError('azure-unreachable', 'no answer'));
    const { azure } = scriptedAzure([], { session });

    expect(await azure.apiManagement.start(request)).toMatchObject({
      kind: 'not-taken',
      why: 'never-connected',
    });
  });
});

describe('the access key', () => {
  it.each([400, 403, 409, 500])('is in nothing that Azure echoes (HTTP %i)', async (status) => {
    const echo = {
      error: {
        code: 'InvalidParameters',
        message: `accessKey=${key.reveal()}`,
        details: [{ code: 'x', message: key.reveal() }],
      },
    };

    const { said, log } = await start(
      { access: 'access-key', accessKey: key },
      azureSays(status, echo),
    );

    expect(JSON.stringify({ said, lines: log.lines })).not.toContain(key.reveal().slice(0, 20));
  });
});
