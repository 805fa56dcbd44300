import type { Operation } from '../world/model.ts';
import { serviceId } from '../world/resource-id.ts';
import type { ArmApp, ArmContext, ArmDeps } from './deps.ts';
import { apimProvider, servicePath, spelledParts, subscriptionPath } from './deps.ts';
import { gatewayError } from './errors.ts';
import { authorize, findSubscription, serviceById, spelledServiceId } from './find.ts';
import { ended, retryAfter, stillRunning } from './operation-answers.ts';
import { refuseDown } from './outages.ts';

const locationPath = `${subscriptionPath}${apimProvider}/locations/:location`;

/** Where long-running operations are polled: below the service, and in the general form below a location. */
export function operationResultRoutes(app: ArmApp, deps: ArmDeps): void {
  app.get(`${servicePath}/operationresults/:operation`, (c) => {
    const id = spelledServiceId(c);
    authorize(c, deps, 'Microsoft.ApiManagement/service/operationresults/read', id);
    const operation = findOperation(c, deps);
    if (operation.service !== id.toLowerCase()) throw gone(c);
    refuseDown(deps, serviceById(deps, id)?.location ?? '');
    if (new URL(c.req.url).searchParams.has('asyncResponse')) return status(c, deps, operation);
    return operation.status === 'running'
      ? stillRunning(deps, operation, false)
      : ended(deps, operation);
  });

  app.get(`${locationPath}/operationresults/:operation`, (c) => {
    const operation = reachOperation(c, deps);
    return operation.status === 'running'
      ? stillRunning(deps, operation, true)
      : ended(deps, operation);
  });

  app.get(`${locationPath}/operationstatuses/:operation`, (c) =>
    status(c, deps, reachOperation(c, deps)),
  );
}

function status(c: ArmContext, deps: ArmDeps, operation: Operation): Response {
  const isRunning = operation.status === 'running';
  return c.json(statusOf(deps, c, operation), 200, isRunning ? retryAfter(deps) : {});
}

function reachOperation(c: ArmContext, deps: ArmDeps): Operation {
  findSubscription(c, deps);
  const operation = findOperation(c, deps);
  authorize(c, deps, 'Microsoft.ApiManagement/service/operationresults/read', operation.service);
  refuseDown(deps, c.req.param('location') ?? '');
  return operation;
}

function statusOf(deps: ArmDeps, c: ArmContext, operation: Operation): Record<string, unknown> {
  const { startedAt, endAt, endedAt, failure } = operation;
  const total = Math.max(1, endAt - startedAt);
  const percent = Math.floor((100 * (deps.clock.now() - startedAt)) / total);
  const service = serviceById(deps, operation.service);
  return {
    id: new URL(c.req.url).pathname,
    name: operation.ids.at(-1),
    status:
      operation.status === 'running' ? 'InProgress' : failure === null ? 'Succeeded' : 'Failed',
    startTime: new Date(startedAt).toISOString(),
    ...(endedAt === null ? {} : { endTime: new Date(endedAt).toISOString() }),
    percentComplete: operation.status === 'running' ? Math.min(99, percent) : 100,
    resourceId: service === null ? operation.service : serviceId(service),
    ...(failure === null ? {} : { error: { code: failure.code, message: failure.message } }),
  };
}

function findOperation(c: ArmContext, deps: ArmDeps): Operation {
  const id = spelledParts(c.req.raw).at(-1) ?? '';
  const keepsTwo = deps.options.rotateOperationIds;
  const found = deps.world.state.operations.find((each) =>
    (keepsTwo ? each.ids.slice(-2) : each.ids).includes(id),
  );
  const oldest = deps.clock.now() - deps.options.resultLifeMs;
  if (found === undefined || (found.endedAt !== null && found.endedAt < oldest)) throw gone(c);
  return found;
}

/** An operation nobody remembers. How Azure words it is assumed. */
function gone(c: ArmContext): Error {
  const id = spelledParts(c.req.raw).at(-1) ?? '';
  return gatewayError(404, 'ResourceNotFound', `The operation '${id}' was not found.`);
}
