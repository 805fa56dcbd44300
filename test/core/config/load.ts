import { loadConfiguration } from '../../../packages/core/src/config/load-configuration.ts';
import type { Mistake } from '../../../packages/core/src/config/mistake.ts';
import type { Configuration } from '../../../packages/core/src/domain/configuration.ts';
import { LifeboatError } from '../../../packages/core/src/domain/error.ts';

export const guid = '0b1c2d3e-1111-2222-3333-444455556666';
export const path = '/etc/lifeboat/config.yaml';

export function load(text: string, environment: Record<string, string> = {}): Configuration {
  return loadConfiguration({ text, path, environment });
}

/** The error a text gives, or null when it is taken; anything but `config-invalid` fails the test. */
export function tryLoad(
  text: string,
  environment: Record<string, string> = {},
): LifeboatError | null {
  try {
    load(text, environment);
    return null;
  } catch (error) {
    if (error instanceof LifeboatError && error.code === 'config-invalid') return error;
    throw error;
  }
}

/** The error a text gives; the test fails when there is none. */
export function loadError(text: string, environment: Record<string, string> = {}): LifeboatError {
  const error = tryLoad(text, environment);
  if (error === null) throw new Error('The configuration was taken.');
  return error;
}

/** The mistakes an error lists. */
export function mistakesOf(error: LifeboatError): Mistake[] {
  // Only mistakesError makes this error, and it lists mistakes.
  return error.data?.mistakes as Mistake[];
}

/** The mistakes a text has. */
export function loadFailure(text: string, environment: Record<string, string> = {}): Mistake[] {
  return mistakesOf(loadError(text, environment));
}

/** Every key a configuration can have. */
export const full = `cloud: public
readOnly: true
state: {group: oncall}
auth:
  method: client-secret
  tenantId: contoso.onmicrosoft.com
  clientId: ${guid}
  clientSecret: \${AZURE_CLIENT_SECRET}
auths:
  other-tenant: {method: client-certificate, tenantId: ${guid}, clientId: ${guid}, certificatePath: certs/me.pem}
  pods: {method: workload-identity, tokenFilePath: /var/run/token}
  desk: {method: browser, redirectUri: "http://localhost:8400"}
storage:
  main: {account: stcontosodr, container: apim-backups, subscription: ${guid}, resourceGroup: rg-dr}
  keyed: {account: stkeyed, container: apim-backups, access: access-key, accessKey: "\${STORAGE_KEY}"}
services:
  contoso-prod:
    subscription: ${guid}
    resourceGroup: rg-Prod
    environment: production
    storage: main
    auth: other-tenant
    every: 24h
    schedule: "0 2 * * *"
    keep: 30d
    standby: dr
    ping: https://ping.example/abc
  dr: {subscription: ${guid}, resourceGroup: rg-dr, name: contoso-dr, storage: main, access: user-identity, clientId: ${guid}}
  bare: {subscription: ${guid}, resourceGroup: rg-bare}
watch: {auth: pods, concurrency: 4, metricsPort: 9464}
reminders: {before: [2d, 10d, 12h]}
notify: {webhooks: [{url: https://hook.example/x, secret: "\${HOOK_SECRET}", events: [failure, expiry]}]}
people: {ana: {azure: ${guid}, slack: U0CCC}, raj: {slack: U0BBB}}
approvals: {restore: production, by: [raj]}
slack:
  transport: socket
  port: 3000
  apiUrl: https://slack.com/api/
  auth: pods
  restoreAuth: default
  channels: {C0123456: {services: [contoso-prod], events: [failure, expiry], timeZone: Europe/Rome}}
  roles: {viewer: ["*"], operator: [S0AAA, U0CCC], approver: [U0BBB]}
  restore: false
`;
