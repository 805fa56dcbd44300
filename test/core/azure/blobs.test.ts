import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../packages/core/src/domain/secret.ts';
import type { ScriptedAnswer } from '../../../packages/core/src/testing/scripted-http.ts';
import { azureSays, ids, now, scriptedAzure } from './scripted-azure.ts';

const container = 'https://stcontoso.blob.core.windows.net/backups';
const at = { account: 'stcontoso', container: 'backups', key: null };
const key = new Secret(Buffer.alloc(64, 9).toString('base64'));
const blob = (name: string) =>
  `<Blob><Name>${name}</Name><Properties><Creation-Time>Mon, 23 Nov 2026 10:00:00 GMT</Creation-Time><Last-Modified>Mon, 23 Nov 2026 11:00:00 GMT</Last-Modified><Etag>0x1</Etag><Content-Length>5</Content-Length><BlobType>BlockBlob</BlobType></Properties></Blob>`;
const listing = (blobs: string, marker = '') =>
  `\uFEFF<?xml version="1.0" encoding="utf-8"?><EnumerationResults ServiceEndpoint="https://stcontoso.blob.core.windows.net/" ContainerName="backups"><Blobs>${blobs}</Blobs><NextMarker>${marker}</NextMarker></EnumerationResults>`;
const xml = (text: string): ScriptedAnswer => ({
  status: 200,
  headers: { ...ids, 'content-type': 'application/xml', date: new Date(now).toUTCString() },
  text,
});

describe('a listing', () => {
  async function list(...answers: ScriptedAnswer[]) {
    const { azure, http } = scriptedAzure(
      answers.map((answer) => ({ method: 'GET', url: /./, answer })),
    );
    return { look: await azure.blobs.list(at, null), requests: http.requests };
  }

  it('has all blobs of all pages', async () => {
    const { look, requests } = await list(xml(listing(blob('a'), 'm/1')), xml(listing(blob('b'))));

    expect(look).toEqual({
      seen: true,
      date: now,
      value: ['a', 'b'].map((name) => ({
        name,
        url: `${container}/${name}`,
        sizeBytes: 5,
        createdAt: Date.UTC(2026, 10, 23, 10),
        modifiedAt: Date.UTC(2026, 10, 23, 11),
        etag: '0x1',
      })),
    });
    expect(new URL(requests[1]?.url ?? '').searchParams.get('marker')).toBe('m/1');
    expect(requests[0]?.headers.authorization).toBe(
      'Bearer token for https://storage.azure.com/.default',
    );
  });

  it('may be empty', async () => {
    const { look } = await list(xml(listing('')));

    expect(look).toMatchObject({ seen: true, value: [] });
  });

  it.each<[string, ScriptedAnswer[], string]>([
    [
      "somebody's page",
      [
        {
          status: 200,
          headers: { 'content-type': 'text/html' },
          text: '<html><body>Log in</body></html>',
        },
      ],
      'error',
    ],
    [
      "somebody's XML",
      [{ status: 200, headers: { 'content-type': 'application/xml' }, text: listing(blob('a')) }],
      'error',
    ],
    ['other XML', [xml('<?xml version="1.0"?><html></html>')], 'error'],
    ['cut off', [xml(listing(blob('a')).slice(0, -30))], 'error'],
    ['no XML', [xml('{}')], 'error'],
    ['nothing', [xml('')], 'error'],
    [
      'throttled on the second page',
      [xml(listing(blob('a'), 'm')), azureSays(503, undefined, { 'retry-after': '3' })],
      'error',
    ],
    [
      'lost on the second page',
      [xml(listing(blob('a'), 'm')), { noAnswer: { kind: 'lost', words: 'x' } }],
      'no-network',
    ],
    [
      'denied',
      [
        {
          status: 403,
          headers: ids,
          text: '<?xml version="1.0"?><Error><Code>AuthorizationPermissionMismatch</Code><Message>no</Message></Error>',
        },
      ],
      'denied',
    ],
    [
      'of no container',
      [
        {
          status: 404,
          headers: ids,
          text: '<?xml version="1.0"?><Error><Code>ContainerNotFound</Code><Message>no</Message></Error>',
        },
      ],
      'absent',
    ],
    ["missing by a proxy's word", [{ status: 404, text: '<html></html>' }], 'error'],
  ])('is not seen when it is %s', async (_, answers, kind) => {
    const { look, requests } = await list(...answers);

    expect(look).toMatchObject({ seen: false, why: { kind } });
    expect(requests).toHaveLength(answers.length);
  });
});

describe('a blob', () => {
  const head = {
    status: 200,
    headers: {
      ...ids,
      'content-length': '7',
      etag: '"0x2"',
      'x-ms-creation-time': 'Mon, 23 Nov 2026 10:00:00 GMT',
      'last-modified': 'Mon, 23 Nov 2026 11:00:00 GMT',
    },
  };

  it('is looked at by its encoded name', async () => {
    const { azure, http } = scriptedAzure([
      { method: 'HEAD', url: `${container}/f/a%20%C3%A4.apimbackup`, answer: head },
    ]);

    const look = await azure.blobs.head(at, 'f/a ä.apimbackup');

    expect(look).toMatchObject({
      seen: true,
      value: {
        name: 'f/a ä.apimbackup',
        url: `${container}/f/a%20%C3%A4.apimbackup`,
        sizeBytes: 7,
        etag: '0x2',
        createdAt: Date.UTC(2026, 10, 23, 10),
      },
    });
    http.assertDone();
  });

  it.each<[string, ScriptedAnswer, string]>([
    [
      'absent, by Azure',
      { status: 404, headers: { ...ids, 'x-ms-error-code': 'BlobNotFound' } },
      'absent',
    ],
    ["absent, by a proxy's word", { status: 404 }, 'error'],
    ["there, by a proxy's word", { status: 200 }, 'error'],
    ['on a network that is gone', { noAnswer: { kind: 'timeout', words: 'x' } }, 'no-network'],
  ])('is %s', async (_, answer, kind) => {
    const { azure } = scriptedAzure([{ method: 'HEAD', url: `${container}/b`, answer }]);

    expect(await azure.blobs.head(at, 'b')).toMatchObject({ seen: false, why: { kind } });
  });

  it('answers a 401 with a fresh token, once', async () => {
    const answers: ScriptedAnswer[] = [{ status: 401, headers: ids }, head];
    const { azure, http } = scriptedAzure(
      answers.map((answer) => ({ url: `${container}/b`, answer })),
    );

    expect((await azure.blobs.head(at, 'b')).seen).toBe(true);
    expect(http.requests[1]?.headers.authorization).toContain('fresh');
  });

  it('is signed for with the key, which is not sent', async () => {
    const { azure, http } = scriptedAzure([{ url: `${container}/b`, answer: head }]);

    await azure.blobs.head({ ...at, key }, 'b');

    const sent = http.requests[0]?.headers ?? {};
    const canonical = Object.entries(sent)
      .filter(([name]) => name.startsWith('x-ms-'))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}:${value}\n`)
      .join('');
    const text = `HEAD\n\n\n\n\n\n\n\n\n\n\n\n${canonical}/stcontoso/backups/b`;
    const signature = createHmac('sha256', Buffer.from(key.reveal(), 'base64'))
      .update(text)
      .digest('base64');
    expect(sent.authorization).toBe(`SharedKey stcontoso:${signature}`);
    expect(JSON.stringify(http.requests)).not.toContain(key.reveal());
  });
});

describe('a text blob', () => {
  const text = '{"who":"ana"}';
  const whole = (body: string): ScriptedAnswer => ({
    status: 200,
    headers: { ...ids, etag: '"0x1"', 'content-length': String(Buffer.byteLength(body)) },
    text: body,
  });

  it('is written only where there is none', async () => {
    const { azure, http } = scriptedAzure([
      { method: 'PUT', url: `${container}/a.json`, answer: { status: 201, headers: ids } },
    ]);

    expect(await azure.blobs.createText(at, 'a.json', text)).toMatchObject({
      seen: true,
      value: null,
    });
    expect(http.requests[0]).toMatchObject({
      body: text,
      headers: { 'if-none-match': '*', 'x-ms-blob-type': 'BlockBlob' },
    });
  });

  it.each([
    ['is there already', 409, 'BlobAlreadyExists', 'error'],
    ['may not be written', 403, 'AuthorizationPermissionMismatch', 'denied'],
    ['is in a container that is not there', 404, 'ContainerNotFound', 'absent'],
  ])('that %s says so', async (_, status, code, kind) => {
    const answer = {
      status,
      headers: ids,
      text: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>x</Message></Error>`,
    };
    const { azure, http } = scriptedAzure([{ url: `${container}/a.json`, answer }]);

    expect(await azure.blobs.createText(at, 'a.json', text)).toMatchObject({
      why: { kind, azure: { status, code } },
    });
    http.assertDone();
  });

  it('is read whole', async () => {
    const { azure } = scriptedAzure([
      {
        method: 'GET',
        url: `${container}/a.json`,
        answer: whole(text),
      },
    ]);

    expect(await azure.blobs.readText(at, 'a.json')).toMatchObject({ seen: true, value: text });
  });

  it('is not read when it is larger than 1 MiB, and not written either', async () => {
    const limit = 'x'.repeat(1024 * 1024);
    const { azure, http } = scriptedAzure([
      { url: `${container}/a`, answer: whole(limit) },
      { url: `${container}/a`, answer: whole(`${limit}x`) },
    ]);

    expect(await azure.blobs.readText(at, 'a')).toMatchObject({ seen: true });
    expect(await azure.blobs.readText(at, 'a')).toMatchObject({
      seen: false,
      why: { kind: 'error', words: expect.stringContaining('larger') },
    });
    expect(await azure.blobs.createText(at, 'a', `${limit}x`)).toMatchObject({
      seen: false,
      why: { kind: 'error' },
    });
    expect(http.requests).toHaveLength(2);
  });

  it.each(['https://localhost:10000/{account}', 'https://localhost:10000/{account}/'])(
    'is found under a path-style endpoint: %s',
    async (blobEndpoint) => {
      const { azure, http } = scriptedAzure(
        [
          {
            url: 'https://localhost:10000/stcontoso/backups/a',
            answer: whole(text),
          },
        ],
        { cloud: { blobEndpoint } },
      );

      expect(await azure.blobs.readText({ ...at, key }, 'a')).toMatchObject({
        seen: true,
        value: text,
      });
      http.assertDone();
    },
  );

  it('is asked for over https alone', async () => {
    const { azure, http } = scriptedAzure([], {
      cloud: { blobEndpoint: 'http://localhost:10000/{account}' },
    });

    expect(await azure.blobs.readText(at, 'a')).toMatchObject({
      seen: false,
      why: { kind: 'error' },
    });
    expect(http.requests).toEqual([]);
  });
});
