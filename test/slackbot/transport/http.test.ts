import { createHmac } from 'node:crypto';
import { systemClock } from '@lifeboat/core/system-clock';
import { startTransport } from '@lifeboat/slackbot/app';
import { App, LogLevel } from '@slack/bolt';
import { afterEach, expect, it } from 'vitest';

const logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function start() {
  const ran: string[] = [];
  const startedAt = Math.floor(Date.now() / 1000);
  const silent = { init: () => undefined, start: async () => null, stop: async () => null };
  const authorize = async () => ({
    botToken: 'xoxb-t',
    botId: 'B0',
    botUserId: 'U0',
    teamId: 'T0',
  });
  const app = new App({ receiver: silent, authorize, logger, convoStore: false });
  app.command('/apim', async ({ ack, command }) => {
    await ack();
    ran.push(command.text);
  });
  let draining = false;
  const transport = await startTransport({
    app,
    way: { kind: 'http', signingSecret: 'hush' },
    at: { port: 0, host: '127.0.0.1' },
    clock: systemClock(),
    logger,
    look: () => ({ running: 0, draining }),
  });
  open.push(() => transport.close());
  const address = transport.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = `http://127.0.0.1:${address.port}`;
  const send = async (text: string, { skew = 0, secret = 'hush' } = {}): Promise<number> => {
    const body = new URLSearchParams({ command: '/apim', text, team_id: 'T0', user_id: 'U1' });
    const stamp = String(startedAt + skew);
    const signed = createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex');
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': stamp,
      'x-slack-signature': `v0=${signed}`,
    };
    return (await fetch(`${origin}/slack/events`, { method: 'POST', headers, body })).status;
  };
  const health = async () => (await fetch(`${origin}/health`)).status;
  return { ran, send, health, drain: () => (draining = true) };
}

it('takes a signed command, and none that is forged, old or of the future', async () => {
  const { ran, send } = await start();
  expect(await send('good')).toBe(200);
  expect(await send('forged', { secret: 'other' })).toBe(401);
  expect(await send('old', { skew: -301 })).toBe(401);
  expect(await send('future', { skew: 3600 })).toBe(404);
  expect(ran).toEqual(['good']);
});

it('takes the same signed command once', async () => {
  const { ran, send } = await start();
  const [first, again] = await Promise.all([send('same'), send('same')]);
  expect([first, again].sort()).toEqual([200, 404]);
  expect(ran).toEqual(['same']);
});

it('says on /health when it takes no more', async () => {
  const { health, drain } = await start();
  expect(await health()).toBe(200);
  drain();
  expect(await health()).toBe(503);
});
