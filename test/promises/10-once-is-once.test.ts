import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { restorableForMs } from '../../packages/core/src/domain/backup.ts';
import type { Notice } from '../../packages/core/src/domain/notice.ts';
import type { Lifeboat } from '../../packages/core/src/lifeboat.ts';
import { openLifeboat } from '../../packages/core/src/node.ts';
import { raiseNotice } from '../../packages/core/src/workflows/raise-notice.ts';
import { recordEnd } from '../../packages/core/src/workflows/record-end.ts';
import { aBackup, anOperation, aService, dayMs } from '../core/domain/build-records.ts';
import { type LoopbackReceiver, startReceiver } from '../core/notifiers/receiver.ts';
import { type Running, start } from '../harness/programs.ts';

const script = fileURLToPath(new URL('./fixtures/deliver-notices.ts', import.meta.url));
const secretPath = '/services/T000/B000/the-secret-of-its-address';
const key = 'the-key-it-is-signed-with';
const count = 12;

let folder: string;
let receiver: LoopbackReceiver;
let lifeboat: Lifeboat;
let environment: Record<string, string | undefined>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lifeboat-once-'));
  receiver = await startReceiver();
  const services = Array.from({ length: count }, (_, index) => [
    `  svc-${index}: {subscription: 11111111-1111-1111-1111-111111111111, resourceGroup: rg}`,
  ]);
  const url = `${receiver.origin}${secretPath}`;
  const text = `services:\n${services.join('\n')}\nnotify: {webhooks: [{url: "${url}", secret: "\${HOOK_SECRET}"}]}\n`;
  writeFileSync(join(folder, 'config.yaml'), text);
  environment = {
    PATH: process.env.PATH,
    HOOK_SECRET: key,
    LIFEBOAT_CONFIG: join(folder, 'config.yaml'),
    LIFEBOAT_STATE_DIR: join(folder, 'state'),
  };
  lifeboat = await openLifeboat({
    environment,
    platform: process.platform,
    workingFolder: folder,
    door: 'cli',
    configurationPath: null,
    readOnly: false,
    lenient: false,
  });
});

afterEach(async () => {
  await lifeboat.close();
  await receiver.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a process that delivers; with `warn` it brings the warnings up to date before. */
function deliverer(...args: string[]): Running {
  return start(process.execPath, [script, ...args], environment);
}

async function run(...processes: Running[]): Promise<void> {
  for (const { code, stderr } of await Promise.all(processes.map(({ ended }) => ended)))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
}

/** Raises so many notices, spread over the services. */
async function raise(total: number): Promise<void> {
  const { configuration, ports } = lifeboat;
  await ports.store.update((draft) => {
    for (let index = 0; index < total; index += 1) {
      const service = configuration.services[index % count];
      if (service === undefined) continue;
      const about = { service: service.id, label: service.label, title: `${index}`, text: 'x' };
      const cause = { event: 'success' as const, cause: `${index}`, severity: 'info' as const };
      raiseNotice(draft, configuration, { ...cause, ...about }, ports.clock.now());
    }
  });
}

async function notices(): Promise<readonly Notice[]> {
  return (await lifeboat.ports.store.read()).all('notice');
}

/** What the receiver heard, as messages. */
function heard(): { id: string; service: string; title: string; threshold: string | null }[] {
  return receiver.heard.map(({ body }) => JSON.parse(body));
}

const statuses = async () =>
  new Set((await notices()).flatMap(({ deliveries }) => deliveries.map(({ status }) => status)));

describe('200 notices and several processes', () => {
  it('come to one message each, those of a service in their order', async () => {
    await raise(200);

    await run(deliverer(), deliverer(), deliverer());
    await run(deliverer());

    expect(heard()).toHaveLength(200);
    expect(new Set(heard().map(({ id }) => id)).size).toBe(200);
    for (const [service, messages] of Map.groupBy(heard(), (message) => message.service)) {
      const order = messages.map(({ title }) => Number(title));
      expect(order, service).toEqual(order.toSorted((one, other) => one - other));
    }
    expect(await statuses()).toEqual(new Set(['delivered']));
  });

  it('are all heard when processes are killed between the receiver’s answer and their record, with the same ids', async () => {
    await raise(60);
    const kills = 6;
    for (let round = 0; round < kills; round += 1) {
      const process = deliverer();
      // The receiver has so many; nobody will write the last of them down.
      await receiver.hears(receiver.heard.length + 1 + round);
      process.signal('SIGKILL');
      expect((await process.ended).signal).toBe('SIGKILL');
    }

    await run(deliverer());

    const ids = heard().map(({ id }) => id);
    const raised = (await notices()).map(({ id }) => id);
    expect(new Set(ids)).toEqual(new Set(raised));
    // Each of the killed had at most four under way.
    expect(ids.length).toBeLessThanOrEqual(60 + 4 * kills);
    expect(await statuses()).toEqual(new Set(['delivered']));
    expect((await lifeboat.ports.store.read()).all('beat')).toEqual([]);
  });
});

/** Every service has one backup that ends in two days. */
async function endingSoon(): Promise<void> {
  const { configuration, ports } = lifeboat;
  const now = ports.clock.now();
  await ports.store.update((draft) => {
    for (const { id, label } of configuration.services) {
      draft.put('service', aService({ id, label, at: now, storageReadAt: now }));
      const createdAt = now + 2 * dayMs - restorableForMs;
      draft.put('backup', aBackup({ id: `b-${label}`, service: id, label, createdAt }));
    }
  });
}

describe('a warning', () => {
  it('is told once, whoever sees it, and not again after a restart', async () => {
    await endingSoon();

    await run(...Array.from({ length: 4 }, () => deliverer('warn')));
    await run(deliverer('warn'));

    const told = heard().map(({ service, threshold }) => `${service} ${threshold}`);
    const wanted = lifeboat.configuration.services.flatMap(({ label }) => [
      `${label} 3d`,
      `${label} last-restorable`,
    ]);
    expect(told.toSorted()).toEqual(wanted.toSorted());
  });

  it('is not told any more when a fresh backup answered it before anybody could', async () => {
    await endingSoon();
    const { configuration, ports } = lifeboat;
    const [renewed] = configuration.services;
    if (renewed === undefined) throw new Error('There is no service.');
    const echo = `${secretPath} ${key}`;
    receiver.answer({ status: 503, text: echo });
    await run(deliverer('warn'));
    const before = receiver.heard.length;

    const now = ports.clock.now();
    const about = { service: renewed.id, label: renewed.label };
    const operation = anOperation({ ...about, id: 'fresh', startedAt: now, endedAt: now });
    await ports.store.update((draft) => recordEnd(draft, operation, configuration, now));
    receiver.answer({ status: 200 });
    await run(deliverer());

    // What others have to hear waits for its next try; of the renewed service only its success is left.
    expect(heard().slice(before)).toMatchObject([{ service: renewed.label, event: 'success' }]);
    const dropped = (await notices()).filter(({ answeredAt }) => answeredAt !== null);
    expect(dropped.map(({ deliveries }) => deliveries[0]?.status)).toEqual(['dropped', 'dropped']);
    for (const file of ['store.json', 'log']) {
      const kept = readFileSync(join(folder, 'state', file), 'utf8');
      expect(kept, file).not.toContain(secretPath);
      expect(kept, file).not.toContain(key);
    }
  });
});
