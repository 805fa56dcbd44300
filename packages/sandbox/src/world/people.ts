import type { Person } from './model.ts';
import { clientId, objectId, tenantId } from './seed-ids.ts';

/** Numbers of the seeded principals: `objectId(n)` and `clientId(n)` give their ids. */
export const personNumbers = {
  ana: 1,
  raj: 2,
  vera: 3,
  noor: 4,
  finn: 5,
  lifeboatBackup: 11,
  lifeboatRestore: 12,
  lifeboatExpired: 13,
  vmOncall: 21,
  idOncall: 22,
  prodIdentity: 31,
  drIdentity: 32,
  payIdentity: 33,
  payUserIdentity: 34,
  euUserIdentity: 35,
  devIdentity: 36,
  basicIdentity: 37,
  v2Identity: 38,
  workspacesIdentity: 39,
} as const;

function user(number: number, name: string, tenant: number, domain: string): Person {
  return {
    kind: 'user',
    tenantId: tenantId(tenant),
    objectId: objectId(number),
    clientId: null,
    displayName: name,
    userPrincipalName: `${name.toLowerCase()}@${domain}`,
    secrets: [],
    certificates: [],
    federated: [],
  };
}

function application(number: number, name: string, secrets: string[], federated: string[]): Person {
  return {
    kind: 'application',
    tenantId: tenantId(1),
    objectId: objectId(number),
    clientId: clientId(number),
    displayName: name,
    userPrincipalName: null,
    secrets,
    certificates: [],
    federated,
  };
}

function identity(number: number, name: string): Person {
  return { ...application(number, name, [], []), kind: 'managed-identity' };
}

/**
 * Who exists. ana owns everything, raj operates, vera only reads, noor has no
 * role at all, finn lives in the other tenant. The secrets say what they are,
 * so that nobody takes them for real ones.
 */
export function seedPeople(): Person[] {
  const n = personNumbers;
  return [
    user(n.ana, 'Ana', 1, 'contoso.com'),
    user(n.raj, 'Raj', 1, 'contoso.com'),
    user(n.vera, 'Vera', 1, 'contoso.com'),
    user(n.noor, 'Noor', 1, 'contoso.com'),
    user(n.finn, 'Finn', 2, 'fabrikam.com'),
    application(
      n.lifeboatBackup,
      'lifeboat-backup',
      ['sandbox-secret-of-lifeboat-backup'],
      ['https://issuer.sandbox.test|lifeboat-backup'],
    ),
    application(
      n.lifeboatRestore,
      'lifeboat-restore',
      ['sandbox-secret-of-lifeboat-restore'],
      ['https://issuer.sandbox.test|lifeboat-restore'],
    ),
    {
      ...application(n.lifeboatExpired, 'lifeboat-expired', [], []),
      expiredSecrets: ['sandbox-secret-of-lifeboat-expired'],
    },
    identity(n.vmOncall, 'vm-oncall'),
    identity(n.idOncall, 'id-oncall'),
    identity(n.prodIdentity, 'contoso-prod'),
    identity(n.drIdentity, 'contoso-dr'),
    identity(n.payIdentity, 'contoso-pay'),
    identity(n.payUserIdentity, 'id-contoso-pay'),
    identity(n.euUserIdentity, 'id-contoso-eu'),
    identity(n.devIdentity, 'contoso-dev'),
    identity(n.basicIdentity, 'contoso-basic'),
    identity(n.v2Identity, 'contoso-v2'),
    identity(n.workspacesIdentity, 'contoso-workspaces'),
  ];
}
