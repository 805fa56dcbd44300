import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClock } from '../../../packages/sandbox/src/clock/clock.ts';
import { openStateDir, type StateDir } from '../../../packages/sandbox/src/state-dir.ts';
import { openStorage } from '../../../packages/sandbox/src/storage/index.ts';

const key = (text: string) => Buffer.from(text.padEnd(64, '.')).toString('base64');
const accounts = [{ account: 'stone', keys: [key('first')] }];
let files: StateDir;
let storage: Awaited<ReturnType<typeof openStorage>>;

beforeAll(async () => {
  const clock = createClock({ startMs: null, rate: 1, realNow: Date.now });
  files = await openStateDir(undefined, Date.now());
  storage = await openStorage({ clock, accounts: () => accounts, ...files });
  await storage.vault.createContainer('stone', 'backups');
});

afterAll(async () => {
  await storage.close();
  await files.close();
});

describe('the control plane’s way to blobs', () => {
  it('writes and reads bytes as they are', async () => {
    const bytes = new Uint8Array([0, 255, 10, 13, 0]);

    await storage.vault.write('stone', 'backups', 'a/b c', bytes);

    expect(await storage.vault.exists('stone', 'backups', 'a/b c')).toBe(true);
    expect(new Uint8Array((await storage.vault.read('stone', 'backups', 'a/b c')) ?? [])).toEqual(
      bytes,
    );
  });

  it('writes and reads nothing at all', async () => {
    await storage.vault.write('stone', 'backups', 'empty', new Uint8Array());

    expect((await storage.vault.read('stone', 'backups', 'empty'))?.length).toBe(0);
  });

  it('gives null for a blob or a container that is not there', async () => {
    expect(await storage.vault.read('stone', 'backups', 'none')).toBeNull();
    expect(await storage.vault.read('stone', 'nowhere', 'none')).toBeNull();
    expect(await storage.vault.containerExists('stone', 'nowhere')).toBe(false);
  });

  it('creates a container once and again', async () => {
    await storage.vault.createContainer('stone', 'twice');
    await storage.vault.createContainer('stone', 'twice');

    expect(await storage.vault.containerExists('stone', 'twice')).toBe(true);
  });

  it('knows no account that the world does not have', async () => {
    await expect(storage.vault.exists('stranger', 'backups', 'x')).rejects.toThrow('stranger');
  });

  it('follows at once when a key changes or an account appears', async () => {
    accounts[0] = { account: 'stone', keys: [key('second')] };
    accounts.push({ account: 'steel', keys: [key('third')] });

    await storage.vault.createContainer('steel', 'backups');

    expect(await storage.vault.containerExists('stone', 'backups')).toBe(true);
    expect(await storage.vault.containerExists('steel', 'backups')).toBe(true);
  });
});
