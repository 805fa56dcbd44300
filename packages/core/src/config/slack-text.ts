import type { SlackSettings } from '../domain/configuration.ts';
import { buildSlack } from './build-slack.ts';

/** `slack:` as the file has it, defaults left out; null where it is not configured. Pure. */
export function slackEntry(slack: SlackSettings | null): Record<string, unknown> | null {
  if (slack === null) return null;
  const usual = buildSlack({});
  const differs = <K extends keyof SlackSettings>(key: K) =>
    slack[key] === usual[key] ? undefined : slack[key];
  const entries = {
    transport: differs('transport'),
    port: differs('port'),
    apiUrl: differs('apiUrl'),
    auth: differs('signIn'),
    restoreAuth: differs('restoreSignIn'),
    channels:
      slack.channels.length === 0
        ? undefined
        : Object.fromEntries(
            slack.channels.map(({ id, services, events, timeZone }) => [
              id,
              said({
                services: services ?? undefined,
                events: events ?? undefined,
                timeZone: timeZone === 'UTC' ? undefined : timeZone,
              }),
            ]),
          ),
    roles: said({
      viewer: listed(slack.roles.viewer),
      operator: listed(slack.roles.operator),
      approver: listed(slack.roles.approver),
    }),
    restore: differs('restore'),
  };
  const { roles, ...rest } = entries;
  return said({ ...rest, roles: Object.keys(roles).length === 0 ? undefined : roles });
}

function listed(members: readonly string[]): readonly string[] | undefined {
  return members.length === 0 ? undefined : members;
}

function said(entries: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}
