import type { RoleAssignment } from './model.ts';
import { personNumbers } from './people.ts';
import { accountId } from './resource-id.ts';
import { roleIds } from './roles.ts';
import { assignmentId, objectId, subscriptionId } from './seed-ids.ts';

/** Who may do what where, at the start. contoso-basic's identity has no role on any account, on purpose. */
export function seedAssignments(createdAt: number): RoleAssignment[] {
  const n = personNumbers;
  const production = `/subscriptions/${subscriptionId(1)}`;
  const platform = `/subscriptions/${subscriptionId(2)}`;
  const fabrikam = `/subscriptions/${subscriptionId(3)}`;
  const accountNames = [
    'stcontosodr',
    'stcontosowe',
    'stcontosoclosed',
    'stcontosonokey',
    'stcontosocors',
  ];
  const accounts = accountNames.map((name) =>
    accountId({ subscriptionId: subscriptionId(1), resourceGroup: 'rg-backup', name }),
  );
  const given: [number, string, string][] = [];
  const give = (people: number[], role: string, scopes: string[]): void => {
    for (const person of people) for (const scope of scopes) given.push([person, role, scope]);
  };

  give([n.ana], roleIds.owner, [production, platform, fabrikam]);
  give([n.finn], roleIds.owner, [fabrikam]);
  give([n.raj], roleIds.serviceOperator, [production, platform]);
  give([n.raj, n.vera], roleIds.reader, [production, platform]);
  give([n.lifeboatBackup], roleIds.backupOnly, [production, platform]);
  give([n.lifeboatRestore, n.vmOncall, n.idOncall], roleIds.restorer, [production, platform]);
  give([n.lifeboatRestore], roleIds.undeleter, [production, platform]);
  give([n.lifeboatBackup, n.lifeboatRestore], roleIds.keyLister, [
    `${production}/resourceGroups/rg-backup`,
  ]);
  give([n.vera], roleIds.blobReader, accounts.slice(0, 1));
  const writers = [n.ana, n.raj, n.lifeboatBackup, n.lifeboatRestore, n.vmOncall, n.idOncall];
  const services = [
    n.prodIdentity,
    n.drIdentity,
    n.payIdentity,
    n.payUserIdentity,
    n.euUserIdentity,
    n.devIdentity,
    n.v2Identity,
    n.workspacesIdentity,
  ];
  give([...writers, ...services], roleIds.blobContributor, accounts);

  return given.map(([person, roleId, scope], index) => ({
    id: assignmentId(index + 1),
    principalId: objectId(person),
    roleId,
    scope,
    createdAt,
  }));
}
