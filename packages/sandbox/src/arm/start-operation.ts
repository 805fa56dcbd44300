import type {
  AnswerShape,
  ApiService,
  Operation,
  OperationKind,
  StorageTarget,
  Trace,
} from '../world/model.ts';
import { serviceId } from '../world/resource-id.ts';
import type { ArmDeps } from './deps.ts';

/** Starts an operation and gives it its first id: Base64 of name, kind and eight hexadecimal digits (facts 1.3). */
export function startOperation(
  deps: ArmDeps,
  service: ApiService,
  request: {
    kind: OperationKind;
    durationMs: number;
    apiVersion: string;
    trace: Trace;
    target?: StorageTarget;
    /** How it answers; as the options say unless given. */
    shape?: AnswerShape;
  },
): Operation {
  const now = deps.clock.now();
  const operation: Operation = {
    shape: request.shape ?? deps.options.shape,
    ids: [newOperationId(deps, service.name, request.kind)],
    kind: request.kind,
    service: serviceId(service).toLowerCase(),
    apiVersion: request.apiVersion,
    target: request.target ?? null,
    startedAt: now,
    checkAt: now + Math.min(deps.options.refusalMs, request.durationMs),
    endAt: now + request.durationMs,
    checked: false,
    loaded: null,
    scripted: null,
    leaveState: null,
    status: 'running',
    endedAt: null,
    failure: null,
    trace: request.trace,
  };
  deps.world.state.operations.push(operation);
  return operation;
}

/** One more id for an operation, in the form Azure's have. */
export function newOperationId(deps: ArmDeps, service: string, kind: OperationKind): string {
  return Buffer.from(`${service}_${kind}_${deps.newId().slice(0, 8)}`).toString('base64');
}
