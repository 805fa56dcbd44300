import { manualClock } from '@lifeboat/core/testing';
import {
  createFreshness,
  createSocketSlot,
  features,
  manifestOf,
  type Socket,
} from '@lifeboat/slackbot/app';
import { expect, it } from 'vitest';

function pretendSockets() {
  const made: { emit(event: string): void; left: number; settle(error?: Error): void }[] = [];
  const make = (): Socket => {
    const listeners = new Map<string, () => void>();
    let settle: (error?: Error) => void = () => undefined;
    const started = new Promise<void>((resolve, reject) => {
      settle = (error) => (error === undefined ? resolve() : reject(error));
    });
    const one = { emit: (event: string) => listeners.get(event)?.(), left: 0, settle };
    made.push(one);
    return {
      start: () => started,
      client: {
        on: (event, listener) => listeners.set(event, listener),
        async disconnect() {
          one.left += 1;
        },
      },
    };
  };
  return { made, make };
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

it('replaces a socket whose start failed for good', async () => {
  const clock = manualClock(0);
  const { made, make } = pretendSockets();
  const troubles: unknown[] = [];
  const slot = createSocketSlot({ make, clock, onTrouble: (error) => troubles.push(error) });
  slot.tend();
  made[0]?.settle(new Error('invalid_auth'));
  await settled();
  slot.tend();
  expect([made.length, troubles.length]).toEqual([2, 1]);
  made[1]?.emit('connected');
  expect(slot.connected()).toBe(true);
  slot.tend();
  expect(made.length).toBe(2);
});

it('hears nothing more of a socket it replaced', async () => {
  const clock = manualClock(0);
  const { made, make } = pretendSockets();
  const slot = createSocketSlot({ make, clock, onTrouble: () => undefined });
  slot.tend();
  made[0]?.settle(new Error('x'));
  await settled();
  slot.tend();
  made[0]?.emit('connected');
  expect(slot.connected()).toBe(false);
});

it('says goodbye only when the start has ended', async () => {
  const clock = manualClock(0);
  const { made, make } = pretendSockets();
  const slot = createSocketSlot({ make, clock, onTrouble: () => undefined });
  slot.tend();
  void slot.close();
  await settled();
  expect(made[0]?.left).toBe(0);
  made[0]?.settle();
  await settled();
  expect(made[0]?.left).toBe(1);
});

it('takes a signed request of now once, and none of the past, the future or without a stamp', () => {
  const clock = manualClock(1_000_000_000);
  const fresh = createFreshness(clock);
  const now = 1_000_000;
  expect(fresh({ signature: 'a', timestamp: String(now) })).toBe(true);
  expect(fresh({ signature: 'a', timestamp: String(now) })).toBe(false);
  expect(fresh({ signature: 'b', timestamp: String(now - 301) })).toBe(false);
  expect(fresh({ signature: 'c', timestamp: String(now + 301) })).toBe(false);
  expect(fresh({ signature: null, timestamp: String(now) })).toBe(false);
  expect(fresh({ signature: 'd', timestamp: 'soon' })).toBe(false);
});

it('writes addresses into the manifest only without sockets', () => {
  const url = 'https://bot.example/slack/events';
  expect(JSON.stringify(manifestOf(features, { kind: 'socket' }))).not.toContain('url');
  const manifest = manifestOf(features, { kind: 'http', url });
  expect(manifest.features.slash_commands[0]).toMatchObject({ command: '/apim', url });
  expect(manifest.oauth_config.scopes.bot).toEqual(['chat:write', 'commands', 'usergroups:read']);
});
