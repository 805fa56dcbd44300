import type { ApiService } from '../world/model.ts';
import { serviceId } from '../world/resource-id.ts';
import { mayAct } from '../world/roles.ts';
import type { ArmApp, ArmContext, ArmDeps } from './deps.ts';
import { apimProvider, groupPath, servicePath, subscriptionPath } from './deps.ts';
import { findGroup, findSubscription, reachService } from './find.ts';
import { pageOf } from './paging.ts';
import { etagOf, serviceResource } from './service-resource.ts';

/** Services: get one, list those of a subscription or a group, the sizes of one. */
export function serviceRoutes(app: ArmApp, deps: ArmDeps): void {
  app.get(`${subscriptionPath}${apimProvider}/service`, (c) => {
    const { id } = findSubscription(c, deps);
    return c.json(list(c, deps, (each) => each.subscriptionId === id));
  });

  app.get(`${groupPath}${apimProvider}/service`, (c) => {
    const group = findGroup(c, deps);
    const isInside = (each: ApiService): boolean =>
      each.subscriptionId === group.subscriptionId &&
      each.resourceGroup.toLowerCase() === group.name.toLowerCase();
    return c.json(list(c, deps, isInside));
  });

  app.get(servicePath, (c) => {
    const service = reachService(c, deps, 'Microsoft.ApiManagement/service/read');
    c.header('ETag', `"${etagOf(service)}"`);
    return c.json(serviceResource(deps, service));
  });
}

/** A list holds what the caller may read, as in Azure; nobody is refused an empty one. */
function list(c: ArmContext, deps: ArmDeps, isWanted: (service: ApiService) => boolean): unknown {
  const { state } = deps.world;
  const principalId = c.get('caller').objectId;
  const now = deps.clock.now();
  const visible = state.services.filter(
    (each) =>
      isWanted(each) &&
      mayAct(state, {
        principalId,
        action: 'Microsoft.ApiManagement/service/read',
        scope: serviceId(each),
        now,
      }),
  );
  const page = pageOf(visible, {
    url: new URL(c.req.url),
    origin: deps.origin(),
    size: deps.options.pageSize,
  });
  return { ...page, value: page.value.map((each) => serviceResource(deps, each)) };
}
