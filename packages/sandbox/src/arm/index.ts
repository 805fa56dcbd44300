import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { activityLogRoutes } from './activity-log.ts';
import { checkApiVersion } from './api-version.ts';
import { authenticate } from './authenticate.ts';
import { authorizationRoutes } from './authorization.ts';
import { backupRestoreRoutes } from './backup-restore.ts';
import { childRoutes } from './children.ts';
import { containerRoutes } from './containers.ts';
import { deletedServiceRoutes } from './deleted-services.ts';
import type { ArmDeps, ArmEnv } from './deps.ts';
import { spelledPath } from './deps.ts';
import { gatewayError } from './errors.ts';
import { failoverRoutes } from './failover.ts';
import { metadataRoutes } from './metadata.ts';
import { operationResultRoutes } from './operation-results.ts';
import { leaveUnanswered, Unanswered } from './outages.ts';
import { reportRoutes } from './reports.ts';
import { resourceGraphRoutes } from './resource-graph.ts';
import { serviceChangeRoutes } from './service-changes.ts';
import { serviceFactRoutes } from './service-facts.ts';
import { serviceRoutes } from './services.ts';
import { createSettler } from './settle.ts';
import { stampHeaders } from './stamp-headers.ts';
import { storageRoutes } from './storage.ts';
import { subscriptionRoutes } from './subscriptions.ts';
import { throttle } from './throttle.ts';

/** In this order: the child collections take every path below a service that nothing before them took. */
const routes = [
  authorizationRoutes,
  subscriptionRoutes,
  serviceRoutes,
  serviceChangeRoutes,
  backupRestoreRoutes,
  operationResultRoutes,
  serviceFactRoutes,
  deletedServiceRoutes,
  reportRoutes,
  storageRoutes,
  containerRoutes,
  failoverRoutes,
  activityLogRoutes,
  resourceGraphRoutes,
  childRoutes,
];

export type { ArmDeps } from './deps.ts';
export type { ArmOptions } from './options.ts';
export { defaultArmOptions } from './options.ts';

/**
 * The pretend Azure Resource Manager. It answers every path, so it is mounted
 * last; paths match without regard to case and to doubled slashes, as in Azure.
 * It registers with the world what has to happen as time passes.
 */
export function mountArm(deps: ArmDeps): Hono {
  const settle = createSettler(deps);
  deps.world.onSettle(settle);
  const arm = new Hono<ArmEnv>({ getPath: (request) => spelledPath(request).toLowerCase() });

  arm.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    if (error instanceof Unanswered) return leaveUnanswered(c.req.raw);
    // A fault of the sandbox itself; the stack goes to whoever runs it, not over the wire.
    console.error(error);
    return gatewayError(
      500,
      'InternalServerError',
      `The sandbox failed: ${error.message}`,
    ).getResponse();
  });
  arm.notFound(() => {
    throw gatewayError(404, 'NotFound', 'The requested path does not exist.');
  });

  arm.use('*', stampHeaders(deps));
  arm.use('*', async (_, next) => {
    await settle();
    await next();
  });
  metadataRoutes(arm, deps);
  arm.use('*', authenticate(deps));
  arm.use('*', throttle(deps));
  arm.use('*', checkApiVersion(deps));
  for (const add of routes) add(arm, deps);

  const app = new Hono();
  app.all('*', (c) => arm.fetch(c.req.raw));
  return app;
}
