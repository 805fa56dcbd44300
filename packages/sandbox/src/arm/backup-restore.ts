import type {
  ApiService,
  Operation,
  Refusal,
  ScriptedFailure,
  StorageTarget,
} from '../world/model.ts';
import { serviceId } from '../world/resource-id.ts';
import { apiVersionOf } from './api-version.ts';
import type { ArmApp, ArmContext, ArmDeps } from './deps.ts';
import { servicePath } from './deps.ts';
import { gatewayError, refusalError } from './errors.ts';
import { reachService } from './find.ts';
import { note, traceOf } from './journal.ts';
import { refuseLocked } from './locks.ts';
import { accepted } from './operation-answers.ts';
import { runningOperation } from './service-resource.ts';
import { verbOf } from './settle.ts';
import { startOperation } from './start-operation.ts';
import { readStorageTarget } from './storage-target.ts';

/** Backup and restore: the two POSTs that start a long-running operation (facts 1.1 and 2.2). */
export function backupRestoreRoutes(app: ArmApp, deps: ArmDeps): void {
  app.post(`${servicePath}/backup`, (c) => begin(c, deps, 'Backup'));
  app.post(`${servicePath}/restore`, (c) => begin(c, deps, 'Restore'));
}

async function begin(c: ArmContext, deps: ArmDeps, kind: 'Backup' | 'Restore'): Promise<Response> {
  const verb = verbOf({ kind });
  const service = reachService(c, deps, `Microsoft.ApiManagement/service/${verb}`);
  refuseLocked(deps, serviceId(service), 'write');
  const apiVersion = apiVersionOf(c.req.raw);
  const target = readStorageTarget(await readJson(c), apiVersion);
  const trace = traceOf(c);
  note(deps, { service, verb, status: 'Started', subStatus: '', trace });
  const script = takeScript(deps, service, kind);
  const refusal =
    refusalOf(deps, service, { kind, apiVersion }) ?? (script?.at === 'post' ? script : null);
  if (refusal !== null) {
    const subStatus = refusal.status === 409 ? 'Conflict' : 'BadRequest';
    note(deps, { service, verb, status: 'Failed', subStatus, trace, failure: refusal });
    throw refusalError(refusal);
  }
  const operation = start(deps, service, { kind, apiVersion, trace, target });
  if (script !== null) plant(operation, script);
  note(deps, { service, verb, status: 'Accepted', subStatus: 'Accepted', trace });
  return accepted(deps, operation);
}

function start(
  deps: ArmDeps,
  service: ApiService,
  request: {
    kind: 'Backup' | 'Restore';
    apiVersion: string;
    trace: Operation['trace'];
    target: StorageTarget;
  },
): Operation {
  const durationMs = request.kind === 'Backup' ? deps.options.backupMs : deps.options.restoreMs;
  return startOperation(deps, service, { ...request, durationMs });
}

/** What Azure refuses at once. Only ServiceLocked's text is recorded; the others are assumed. */
function refusalOf(
  deps: ArmDeps,
  service: ApiService,
  request: { kind: 'Backup' | 'Restore'; apiVersion: string },
): Refusal | null {
  const tier = service.sku.name;
  const least = minimumVersion(service);
  if (least !== null && request.apiVersion < least) {
    return {
      status: 400,
      code: 'InvalidApiVersionParameter',
      message: `The api-version '${request.apiVersion}' is lower than the minimum '${least}' this service accepts.`,
    };
  }
  // A restore into a v2 tier was seen to run and end with the SKU mismatch, so only backups are refused there.
  if (tier === 'Consumption' || (tier.endsWith('V2') && request.kind === 'Backup')) {
    return {
      status: 400,
      code: 'MethodNotAllowedInPricingTier',
      message: `Method not allowed in '${tier}' pricing tier`,
    };
  }
  if ((service.configuration.workspaces ?? []).length > 0) {
    return {
      status: 400,
      code: `${request.kind}Failed`,
      message: `Cannot ${request.kind.toLowerCase()}: the service has workspaces.`,
    };
  }
  const isIdle = ['Succeeded', 'Failed', 'Created'].includes(service.provisioningState);
  return isIdle && runningOperation(deps, service) === null ? null : serviceLocked(service);
}

/** The refusal of a service that is already at work, word for word (facts 2.3). */
export function serviceLocked(service: ApiService): Refusal {
  const message = `The API Service ${service.name} is transitioning at this time. Please try the request again later.`;
  return { status: 409, code: 'ServiceLocked', message };
}

function minimumVersion(service: ApiService): string | null {
  const constraint = service.settings.apiVersionConstraint;
  if (typeof constraint !== 'object' || constraint === null || !('minApiVersion' in constraint))
    return null;
  return typeof constraint.minApiVersion === 'string' ? constraint.minApiVersion : null;
}

/** The next scripted failure for this kind of operation, which is thereby used up. */
function takeScript(
  deps: ArmDeps,
  service: ApiService,
  kind: Operation['kind'],
): ScriptedFailure | null {
  const waiting = deps.world.state.scripted.get(serviceId(service).toLowerCase()) ?? [];
  const index = waiting.findIndex((each) => each.kind === null || each.kind === kind);
  return index < 0 ? null : (waiting.splice(index, 1)[0] ?? null);
}

function plant(operation: Operation, script: ScriptedFailure): void {
  operation.scripted = { status: script.status, code: script.code, message: script.message };
  operation.leaveState = script.leaveState;
}

async function readJson(c: ArmContext): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    throw gatewayError(
      400,
      'InvalidRequestContent',
      'The request content was invalid and could not be deserialized.',
    );
  }
}
