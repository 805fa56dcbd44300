import { commands, matchCommand } from '@lifeboat/core';
import {
  createRoles,
  createSeen,
  dedupeKey,
  denialOf,
  roleOfCommand,
} from '@lifeboat/slackbot/app';
import { describe, expect, it } from 'vitest';

const origin = { team: 'T0', user: 'U0ANA', userTeam: 'T0', channel: 'C1' };
const own = { team: 'T0', channels: ['C1'] };

describe('admission', () => {
  it.each([
    ['another team', { ...origin, team: 'T9' }, 'team'],
    ['no team', { ...origin, team: null }, 'team'],
    ['nobody', { ...origin, user: null }, 'nobody'],
    ['a guest of a shared channel', { ...origin, userTeam: 'T9' }, 'external'],
    ['another channel', { ...origin, channel: 'C2' }, 'channel'],
    ['a direct message', { ...origin, channel: 'D1' }, 'direct'],
  ])('turns %s away', (_, from, kind) => {
    expect(denialOf(from, own)?.kind).toBe(kind);
  });

  it('lets a member in', () => {
    expect(denialOf(origin, own)).toBeNull();
  });
});

describe('roles', () => {
  function setUp(answer: () => Promise<string[]>) {
    let now = 0;
    let asked = 0;
    const roles = { viewer: ['U0VIEW'], operator: ['S0OPS'], approver: ['U0RAJ', '*'] };
    const membersOf = () => {
      asked += 1;
      return answer();
    };
    const made = createRoles({ roles, clock: { monotonic: () => now }, membersOf });
    return { made, asked: () => asked, later: (ms: number) => (now += ms) };
  }

  it('knows the members of a group for a minute, and no longer', async () => {
    let members = ['U0ANA'];
    const { made, asked, later } = setUp(async () => members);
    expect(await made.has('U0ANA', 'operator')).toBe(true);
    members = [];
    later(59_999);
    expect(await made.has('U0ANA', 'operator')).toBe(true);
    expect(asked()).toBe(1);
    later(1);
    expect(await made.has('U0ANA', 'operator')).toBe(false);
  });

  it('denies when Slack does not tell who is in the group', async () => {
    const { made } = setUp(() => Promise.reject(new Error('plan_upgrade_required')));
    expect(await made.has('U0ANA', 'operator')).toBe(false);
  });

  it('takes approvers by their user id alone', async () => {
    const { made } = setUp(async () => ['U0ANA']);
    expect(await made.has('U0RAJ', 'approver')).toBe(true);
    expect(await made.has('U0ANA', 'approver')).toBe(false);
  });

  it('lets operators look, and viewers only look', async () => {
    const { made } = setUp(async () => ['U0ANA']);
    expect(await made.has('U0ANA', 'viewer')).toBe(true);
    expect(await made.has('U0VIEW', 'operator')).toBe(false);
    expect(await made.has('U0EVE', 'viewer')).toBe(false);
  });

  it.each([
    ['status', 'viewer'],
    ['backup', 'operator'],
    ['restore', 'operator'],
    ['prune', 'operator'],
    ['snooze', 'operator'],
    ['approve', 'approver'],
    ['reject', 'approver'],
  ])('wants of %s the role %s', (name, role) => {
    const definition = matchCommand(commands, [name]);
    expect(definition && roleOfCommand(definition)).toBe(role);
  });
});

describe('the same thing twice', () => {
  it('is seen while it is remembered', () => {
    let now = 0;
    const seen = createSeen({ clock: { monotonic: () => now }, forMs: 1000 });
    expect([seen.first('a'), seen.first('a'), seen.first('b')]).toEqual([true, false, true]);
    now = 1000;
    expect(seen.first('a')).toBe(true);
  });

  it('is told by what each kind of payload has', () => {
    const click = {
      type: 'block_actions',
      container: { message_ts: '1.1' },
      user: { id: 'U1' },
      actions: [{ action_ts: '2.2' }],
    };
    const view = { type: 'view_submission', view: { id: 'V1', hash: 'h' } };
    expect(dedupeKey({ command: '/apim', trigger_id: '9' })).toBe('command 9');
    expect(dedupeKey(click)).toBe('click 1.1 2.2 U1');
    expect(dedupeKey(view)).toBe('view_submission V1 h');
    expect(dedupeKey({ type: 'event_callback', event_id: 'Ev1' })).toBe('event Ev1');
    expect(dedupeKey({ type: 'block_actions', actions: [] })).toBeNull();
  });
});
