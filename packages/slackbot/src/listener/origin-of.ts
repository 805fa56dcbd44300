import type { Origin } from '../guards/admission.ts';

/** Who asks, read from the body of a command, a click, a view or an event. */
export function originOf(body: Readonly<Record<string, unknown>>): Origin {
  const user = at(body, 'user');
  const container = at(body, 'container');
  const event = at(body, 'event');
  return {
    team: text(body, 'team_id') ?? text(at(body, 'team'), 'id'),
    user: text(body, 'user_id') ?? text(user, 'id') ?? text(event, 'user'),
    userTeam: text(user, 'team_id') ?? text(event, 'user_team'),
    channel:
      text(body, 'channel_id') ??
      text(at(body, 'channel'), 'id') ??
      text(container, 'channel_id') ??
      text(event, 'channel'),
  };
}

function at(of: unknown, key: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, key) : undefined;
}

function text(of: unknown, key: string): string | null {
  const value = at(of, key);
  return typeof value === 'string' && value !== '' ? value : null;
}
