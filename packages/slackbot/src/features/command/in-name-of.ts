import type { Lifeboat } from '@lifeboat/core';

/** Lifeboat in the name of a person of Slack, with the bot's own sign-in, or that of its restores. */
export function inNameOf(
  lifeboat: Lifeboat,
  { user, destroys, readOnly }: { user: string; destroys: boolean; readOnly: boolean },
): Lifeboat {
  const { ports, configuration } = lifeboat;
  const { thisProcess } = ports;
  const person = configuration.people.find(({ slack }) => slack === user);
  const who = person?.name ?? `slack:${user}`;
  const requester = { who, host: thisProcess.host, door: 'slack' as const, slack: user };
  const { signIn: own = null, restoreSignIn = null } = configuration.slack ?? {};
  const signIn = destroys ? (restoreSignIn ?? own) : own;
  const services =
    signIn === null
      ? configuration.services
      : configuration.services.map((service) => ({ ...service, signIn }));
  return {
    ...lifeboat,
    ports: { ...ports, thisProcess: { ...thisProcess, door: 'slack', who, requester } },
    configuration: { ...configuration, services, readOnly: configuration.readOnly || readOnly },
  };
}
