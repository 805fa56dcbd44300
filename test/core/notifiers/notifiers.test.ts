import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNodeHttp } from '../../../packages/core/src/azure/transport/node-http.ts';
import type { Configuration } from '../../../packages/core/src/domain/configuration.ts';
import { notifiersOf, secretsOfReceivers } from '../../../packages/core/src/notifiers/index.ts';
import type { Notifier } from '../../../packages/core/src/ports/notifier.ts';
import { fixedSecrets, manualClock } from '../../../packages/core/src/testing.ts';
import { describeNotifier, type NotifierWorld } from '../../contract/notifier.ts';
import { aNotice } from '../../contract/watch-records.ts';
import { fences, readDocument } from '../../docs/documents.ts';
import { company } from '../workflows/world.ts';
import { type LoopbackReceiver, startReceiver } from './receiver.ts';

const key = 'a key+with/odd "characters"';

/** The notifier that a configuration makes, over the real transport. */
function notifierFor(
  changes: (configuration: Configuration) => Partial<Configuration>,
  secrets: Record<string, string> = {},
  clock: { now(): number } = manualClock(),
): { notifier: Notifier; close(): Promise<void> } {
  const { configuration } = company().work;
  const http = createNodeHttp({ caPem: null, environment: {} });
  const [notifier] = notifiersOf(
    { ...configuration, ...changes(configuration) },
    { http, clock, secrets: fixedSecrets(secrets), userAgent: 'lifeboat/0.1.0' },
  );
  if (notifier === undefined) throw new Error('There is no notifier.');
  return { notifier, close: http.close };
}

const webhookTo = (url: string) => () => ({
  webhooks: [{ url, secretVariable: 'HOOK_SECRET', events: null }],
});
const pingTo =
  (url: string) =>
  ({ services }: Configuration) => ({
    services: services.map((each) =>
      each.label === 'contoso-prod' ? { ...each, ping: url } : each,
    ),
  });

async function world(path: string, make: (url: string) => ReturnType<typeof notifierFor>) {
  const receiver = await startReceiver();
  const { notifier, close } = make(`${receiver.origin}${path}`);
  return {
    notifier,
    answer: receiver.answer,
    heard: () => receiver.heard,
    arrived: receiver.arrived,
    secrets: [path, key],
    async close() {
      await close();
      await receiver.close();
    },
  } satisfies NotifierWorld;
}

describeNotifier('a webhook', () =>
  world('/services/T000/B000/a-long-secret?code=abc', (url) =>
    notifierFor(webhookTo(url), { HOOK_SECRET: key }),
  ),
);
describeNotifier('a dead-man URL', () =>
  world('/0f9a1b2c-3d4e-5f60-7182-93a4b5c6d7e8', (url) => notifierFor(pingTo(url))),
);

let receiver: LoopbackReceiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

describe('a webhook', () => {
  it('posts the documented shape', async () => {
    const { notifier, close } = notifierFor(webhookTo(`${receiver.origin}/x`), {
      HOOK_SECRET: key,
    });

    await notifier.deliver(aNotice('n-1', { operation: 'op-1', backup: 'b-1' }));
    await close();

    const [heard] = receiver.heard;
    expect(heard).toMatchObject({
      method: 'POST',
      path: '/x',
      headers: { 'content-type': 'application/json', 'user-agent': 'lifeboat/0.1.0' },
    });
    expect(JSON.parse(heard?.body ?? '')).toStrictEqual({
      version: 1,
      id: 'n-1',
      event: 'expiry',
      severity: 'warning',
      service: 'contoso-prod',
      title: 'contoso-prod: its last restorable backup ends in 3 d',
      text: 'Back it up: apim backup contoso-prod',
      at: '2026-11-23T03:00:00Z',
      operation: 'op-1',
      backup: 'b-1',
      threshold: '3d',
    });
  });

  it('is signed so that the verifier of the documents accepts it, and nothing changed or old', async () => {
    const sent = async (now: () => number) => {
      const hook = webhookTo(`${receiver.origin}/x`);
      const { notifier, close } = notifierFor(hook, { HOOK_SECRET: key }, { now });
      await notifier.deliver(aNotice('n-1', { title: 'Grüße 🚤' }));
      await close();
      const { body = '', headers = {} } = receiver.heard.at(-1) ?? {};
      const { 'x-lifeboat-timestamp': timestamp = '', 'x-lifeboat-signature': signature = '' } =
        headers;
      return { body, timestamp, signature };
    };
    const { body, timestamp, signature } = await sent(() => Date.now());
    const old = await sent(() => Date.now() - 600_000);

    expect(verified(body, timestamp, signature)).toBe(true);
    expect(verified(body.replace('warning', 'info'), timestamp, signature)).toBe(false);
    expect(verified(body, String(Number(timestamp) - 1), signature)).toBe(false);
    expect(verified(body, timestamp, signature, 'another key')).toBe(false);
    expect(verified(old.body, old.timestamp, old.signature)).toBe(false);
  });

  it('is not signed without a key, and not sent when its key is not set', async () => {
    const open = notifierFor(() => ({
      webhooks: [{ url: `${receiver.origin}/x`, secretVariable: null, events: null }],
    }));
    await open.notifier.deliver(aNotice('n-1'));
    await open.close();
    expect(Object.keys(receiver.heard[0]?.headers ?? {})).not.toContain('x-lifeboat-signature');

    const unset = notifierFor(webhookTo(`${receiver.origin}/x`));
    expect(unset.notifier.problem?.()).toContain('HOOK_SECRET');
    expect(await unset.notifier.deliver(aNotice('n-2'))).toMatchObject({ kind: 'try-again' });
    await unset.close();
    expect(receiver.heard).toHaveLength(1);
  });

  it('may try again when nobody listens', async () => {
    const { notifier, close } = notifierFor(webhookTo('http://127.0.0.1:1/x'), {
      HOOK_SECRET: key,
    });

    expect(await notifier.deliver(aNotice('n-1'))).toMatchObject({
      kind: 'try-again',
      words: expect.stringContaining('ECONNREFUSED'),
    });
    await close();
  });
});

describe('a dead-man URL', () => {
  it.each([
    ['start', '/check/start'],
    ['success', '/check'],
    ['failure', '/check/fail'],
    ['test', '/check/log'],
  ] as const)('hears of a %s at %s, in words', async (event, path) => {
    const { notifier, close } = notifierFor(pingTo(`${receiver.origin}/check`));

    await notifier.deliver(aNotice('n-1', { event, title: 'Title', text: 'Text.' }));
    await close();

    expect(receiver.heard).toMatchObject([
      { method: 'POST', path, body: 'Title\nText.\n', headers: { 'x-lifeboat-id': 'n-1' } },
    ]);
  });

  it('keeps the query of its address', async () => {
    const { notifier, close } = notifierFor(pingTo(`${receiver.origin}/check/?create=1`));

    await notifier.deliver(aNotice('n-1', { event: 'start' }));
    await close();

    expect(receiver.heard[0]?.path).toBe('/check/start?create=1');
  });

  it('wants the backups of its own service', () => {
    const { notifier } = notifierFor(pingTo('https://ping.example/0123456789'));
    const { prod, dr } = company();

    expect(notifier.name).toBe('ping:contoso-prod');
    expect(notifier.wants({ event: 'start', service: prod.id })).toBe(true);
    expect(notifier.wants({ event: 'start', service: dr.id })).toBe(false);
    expect(notifier.wants({ event: 'expiry', service: prod.id })).toBe(false);
  });
});

describe('the addresses of receivers', () => {
  it('are secrets where their path is long enough to be one', () => {
    const { configuration } = company().work;
    const hooks = ['https://a.example/hook', 'https://a.example/services/T000/B000'];
    const webhooks = hooks.map((url) => ({ url, secretVariable: null, events: null }));

    expect(secretsOfReceivers({ ...configuration, webhooks })).toEqual([
      hooks[1],
      '/services/T000/B000',
      'services/T000/B000',
    ]);
  });
});

/** Asks the verifier that docs/notifications.md gives to strangers, in a program of its own. */
function verified(body: string, timestamp: string, signature: string, secret = key): boolean {
  const script = fences(readDocument('docs/notifications.md')).find(
    ({ language }) => language === 'js',
  );
  const folder = mkdtempSync(join(tmpdir(), 'lifeboat-verify-'));
  const file = join(folder, 'verify.mjs');
  writeFileSync(file, script?.text ?? '');
  const { status, stdout } = spawnSync(process.execPath, [file, timestamp, signature], {
    input: body,
    env: { ...process.env, HOOK_SECRET: secret },
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true, force: true });
  expect(stdout.trim()).toBe(status === 0 ? 'genuine' : 'refused');
  return status === 0;
}
