import type { ArmOptions } from './arm/index.ts';
import type { SandboxOptions } from './options.ts';

/** The options in the resource manager's own terms, in milliseconds. */
export function armOptionsOf(options: SandboxOptions): ArmOptions {
  return {
    shape: options.shape,
    backupMs: options.backupSeconds * 1000,
    restoreMs: options.restoreSeconds * 1000,
    lifecycleMs: options.lifecycleSeconds * 1000,
    failoverMs: options.failoverSeconds * 1000,
    refusalMs: options.refusalSeconds * 1000,
    retryAfterSeconds: options.retryAfterSeconds,
    resultLifeMs: options.resultLifeSeconds * 1000,
    rotateOperationIds: options.rotateOperationIds,
    busyDuringOperations: options.busyDuringOperations,
    activityLogLagMs: options.activityLogLagSeconds * 1000,
    pageSize: options.pageSize,
    acceptLegacyVersion: options.acceptLegacyVersion,
    createMissingContainer: options.createMissingContainer,
    undeleteAfterMs: options.undeleteAfterSeconds * 1000,
    seed: options.seed,
    throttle: options.throttle,
  };
}
