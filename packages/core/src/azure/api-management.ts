import type { ApiManagement } from '../ports/azure.ts';
import type { Clock } from '../ports/time.ts';
import type { ArmClient } from './arm-client.ts';
import { createBackupRestore } from './backup-restore.ts';
import type { Caller } from './caller.ts';
import { createDeletedServices } from './deleted-services.ts';
import { createReports } from './reports.ts';
import { createFleetQuery } from './resource-graph.ts';
import { createServices } from './services.ts';

/** API Management through ARM: its services, the fleet, and the one POST with what follows it. */
export function createApiManagement(parts: {
  arm: ArmClient;
  caller: Caller;
  clock: Clock;
  apiVersion: string;
}): ApiManagement {
  return {
    ...createServices(parts.arm, parts.apiVersion),
    ...createBackupRestore(parts.caller, parts.clock),
    ...createDeletedServices(parts),
    ...createReports(parts.arm, parts.apiVersion),
    query: createFleetQuery(parts.arm),
  };
}
