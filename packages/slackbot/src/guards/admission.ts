/** Who asks, and from where, as Slack's payload says it; null where it does not. */
export type Origin = {
  team: string | null;
  user: string | null;
  /** The team the user belongs to: another one for people of a shared channel. */
  userTeam: string | null;
  /** Null for App Home and for modals. */
  channel: string | null;
};

/** Why somebody is turned away. */
export type Denial =
  | { kind: 'team' }
  | { kind: 'external' }
  | { kind: 'nobody' }
  | { kind: 'channel' }
  | { kind: 'direct' };

/** Whether the bot listens there at all: its own team, no guests of other teams, a channel it was given. */
export function denialOf(
  { team, user, userTeam, channel }: Origin,
  { team: own, channels }: { team: string; channels: readonly string[] },
): Denial | null {
  if (team !== own) return { kind: 'team' };
  if (user === null) return { kind: 'nobody' };
  if (userTeam !== null && userTeam !== own) return { kind: 'external' };
  if (channel === null) return null;
  return channels.includes(channel)
    ? null
    : { kind: channel.startsWith('D') ? 'direct' : 'channel' };
}

/** A denial in words that tell nothing to a stranger. */
export function denialWords(denial: Denial): string {
  switch (denial.kind) {
    case 'team':
    case 'nobody':
      return 'Lifeboat does not work here.';
    case 'external':
      return 'Lifeboat answers members of its own workspace only.';
    case 'channel':
      return 'Lifeboat does not work in this channel. Its configuration names the channels, under `slack: channels:`.';
    case 'direct':
      return 'Lifeboat works in its channels only, where the others see what is done.';
    default:
      return denial satisfies never;
  }
}
