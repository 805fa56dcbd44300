import type { Principal } from '../seams.ts';

/** The identities of the pretend machine that asks, such as the one a bot runs on. */
export type Machine = {
  systemAssigned: Principal | null;
  userAssigned: { principal: Principal; resourceId: string }[];
};

/** How a request names the identity it wants; the endpoints spell the names differently. */
export type Wanted = { clientId?: string; objectId?: string; resourceId?: string };

/** Picks an identity: the named one, else the machine's own, else an only user-assigned one. */
export function pickIdentity(machine: Machine, wanted: Wanted): Principal | null {
  const same = (left: string | null | undefined, right: string | undefined) =>
    right !== undefined && left?.toLowerCase() === right.toLowerCase();
  const isNamed = Object.values(wanted).some((value) => value !== undefined);
  if (!isNamed) {
    const [only, ...others] = machine.userAssigned;
    return machine.systemAssigned ?? (others.length === 0 ? (only?.principal ?? null) : null);
  }
  const all = [
    ...(machine.systemAssigned === null
      ? []
      : [{ principal: machine.systemAssigned, resourceId: undefined }]),
    ...machine.userAssigned,
  ];
  const found = all.find(
    ({ principal, resourceId }) =>
      same(principal.clientId, wanted.clientId) ||
      same(principal.objectId, wanted.objectId) ||
      same(resourceId, wanted.resourceId),
  );
  return found?.principal ?? null;
}
