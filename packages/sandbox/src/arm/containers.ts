import { z } from 'zod';
import { plainContainer } from '../world/accounts.ts';
import { accountId } from '../world/resource-id.ts';
import type { StorageAccount } from '../world/storage-model.ts';
import type { ArmApp, ArmDeps } from './deps.ts';
import { gatewayError } from './errors.ts';
import { refuseLocked } from './locks.ts';
import { accountPath, reachAccount } from './reach-account.ts';
import { containerResource } from './storage-resources.ts';

const containerPath = `${accountPath}/blobservices/default/containers`;
const action = 'Microsoft.Storage/storageAccounts/blobServices/containers';

const body = z.object({
  properties: z
    .object({ publicAccess: z.enum(['None', 'Blob', 'Container']).optional() })
    .default({}),
});

/** The containers of an account: list, get, and make or change (facts 1.8). */
export function containerRoutes(app: ArmApp, deps: ArmDeps): void {
  app.get(containerPath, async (c) => {
    const account = reachAccount(c, deps, `${action}/read`);
    const names = await deps.vault.listContainers(account.name);
    return c.json({ value: names.map((name) => containerResource(account, name)) });
  });

  app.get(`${containerPath}/:container`, async (c) => {
    const account = reachAccount(c, deps, `${action}/read`);
    const name = c.req.param('container');
    if (await deps.vault.containerExists(account.name, name))
      return c.json(containerResource(account, name));
    throw gatewayError(404, 'ContainerNotFound', 'The specified container does not exist.');
  });

  app.put(`${containerPath}/:container`, async (c) => {
    const account = reachAccount(c, deps, `${action}/write`);
    refuseLocked(deps, accountId(account), 'write');
    const name = c.req.param('container');
    const given = body.safeParse(await c.req.json().catch(() => ({})));
    if (!given.success || !/^(?=.{3,63}$)[a-z0-9](?:-?[a-z0-9])+$/.test(name)) {
      // The text is assumed.
      throw gatewayError(400, 'InvalidRequestContent', 'The request content was invalid.');
    }
    const existed = await deps.vault.containerExists(account.name, name);
    if (!existed) await deps.vault.createContainer(account.name, name);
    const container = knownContainer(account, name);
    container.publicAccess = given.data.properties.publicAccess ?? container.publicAccess;
    return c.json(containerResource(account, name), existed ? 200 : 201);
  });
}

function knownContainer(account: StorageAccount, name: string) {
  const known = account.containers.find((each) => each.name === name);
  if (known !== undefined) return known;
  const made = plainContainer(name);
  account.containers.push(made);
  return made;
}
