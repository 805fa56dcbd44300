import type { Lifeboat } from '@lifeboat/core';
import { createSlackApp } from '@lifeboat/slackbot/app';
import { expect, it } from 'vitest';
import { sampleFleet } from '../../../harness/sample-fleet.ts';

type Settings = NonNullable<Lifeboat['configuration']['slack']>;
type Sent = { method: string; body: string };

const logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => 'error' as never,
  setName: () => undefined,
};

async function bot(changes: Partial<Settings> = {}) {
  const fleet = await sampleFleet();
  const settings: Settings = {
    transport: 'socket',
    port: 0,
    apiUrl: 'http://127.0.0.1:9/api/',
    signIn: null,
    restoreSignIn: null,
    channels: [{ id: 'C1', services: null, events: null, timeZone: 'UTC' }],
    roles: { viewer: ['U0VIEW'], operator: ['U0ANA'], approver: ['U0RAJ'] },
    restore: false,
    ...changes,
  };
  const configuration = { ...fleet.lifeboat.configuration, slack: settings };
  const sent: Sent[] = [];
  const fetch = async (input: unknown, init?: { body?: unknown }) => {
    sent.push({ method: String(input).split('/').at(-1) ?? '', body: String(init?.body) });
    const answer = { ok: true, team_id: 'T0', bot_id: 'B0', user_id: 'U0BOT', ts: '1.1' };
    return new Response(JSON.stringify(answer), {
      headers: { 'content-type': 'application/json' },
    });
  };
  const slack = createSlackApp({
    lifeboat: { ...fleet.lifeboat, configuration },
    settings,
    token: 'xoxb-test',
    receivers: [],
    logger,
    clientOptions: { fetch: fetch as never },
  });
  await slack.identify();
  sent.length = 0;
  let trigger = 0;
  const command = async (text: string, body: Record<string, unknown> = {}): Promise<string[]> => {
    const from = sent.length;
    const order: string[] = [];
    trigger += 1;
    await slack.app.processEvent({
      body: {
        command: '/apim',
        text,
        team_id: 'T0',
        user_id: 'U0ANA',
        channel_id: 'C1',
        trigger_id: `t${trigger}`,
        response_url: 'http://127.0.0.1:9/respond',
        ...body,
      },
      ack: async () => void order.push(`ack before ${sent.length - from}`),
    });
    return [...order, ...sent.slice(from).map(({ method, body }) => `${method} ${body}`)];
  };
  const audited = async () => (await fleet.ports.audit.read(50)).entries;
  return { slack, command, audited };
}

it('acks before anything else, and answers a look-up to the person alone', async () => {
  const { command } = await bot();
  const [ack, answer] = await command('services');
  expect(ack).toBe('ack before 0');
  expect(answer).toContain('"response_type":"ephemeral"');
  expect(answer).toContain('contoso-pay');
});

it('shows buttons below the status when nothing is typed', async () => {
  const { command } = await bot();
  expect((await command('')).join()).toContain('apim.card.services.v1');
});

it.each([
  ['a stranger', 'status', { user_id: 'U0EVE' }, 'viewer'],
  ['a viewer who backs up', 'backup contoso-pay', { user_id: 'U0VIEW' }, 'operator'],
  ['an operator who approves', 'approve a1', {}, 'approver'],
  ['another channel', 'status', { channel_id: 'C9' }, 'does not work in this channel'],
  ['another team', 'status', { team_id: 'T9' }, 'does not work here'],
  ['a restore that is off', 'restore contoso-dr --from latest:contoso-prod', {}, 'switched off'],
  ['another configuration', 'status --config /etc/passwd', {}, 'Another configuration'],
])('refuses %s, says why, and writes it down', async (_, line, from, words) => {
  const { command, audited } = await bot();
  const answers = await command(line, from);
  expect(answers.slice(1).join()).toContain(words);
  expect(answers.slice(1).every((one) => one.includes('ephemeral'))).toBe(true);
  expect((await audited()).map(({ event }) => event)).toEqual(['refusal']);
});

it('writes a command down with who typed it where', async () => {
  const { command, audited } = await bot();
  await command('services');
  expect((await audited()).at(-1)).toMatchObject({
    event: 'command',
    who: 'slack:U0ANA',
    what: '/apim services',
    record: { user: 'U0ANA', channel: 'C1' },
  });
});

it('does the same trigger once', async () => {
  const { command } = await bot();
  await command('services', { trigger_id: 'same' });
  expect(await command('services', { trigger_id: 'same' })).toEqual(['ack before 0']);
});

it('suggests the command that was meant', async () => {
  const { command } = await bot();
  expect((await command('servces')).join()).toContain('services');
});

it('explains one command', async () => {
  const { command } = await bot();
  expect((await command('help snooze')).join()).toContain('snooze');
});

it('takes nothing new while it drains', async () => {
  const { slack, command } = await bot();
  await slack.inFlight.drain();
  expect((await command('status')).join()).toContain('restarting');
});

it('runs what a button of the card stands for', async () => {
  const { command } = await bot();
  const click = {
    type: 'block_actions',
    team: { id: 'T0' },
    user: { id: 'U0ANA', team_id: 'T0' },
    channel: { id: 'C1' },
    container: { type: 'message', message_ts: '1.1', channel_id: 'C1' },
    actions: [{ type: 'button', action_id: 'apim.card.services.v1', action_ts: '1.5' }],
    command: undefined,
  };
  expect((await command('', click)).join()).toContain('contoso-pay');
});

it('turns a guest of a shared channel away at a click', async () => {
  const { command } = await bot();
  const click = {
    type: 'block_actions',
    team: { id: 'T0' },
    user: { id: 'U0ANA', team_id: 'T0OTHER' },
    channel: { id: 'C1' },
    container: { type: 'message', message_ts: '1.1', channel_id: 'C1' },
    actions: [{ type: 'button', action_id: 'apim.card.services.v1', action_ts: '1.6' }],
    command: undefined,
  };
  expect((await command('', click)).join()).toContain('own workspace only');
});
