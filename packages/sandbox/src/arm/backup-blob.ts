import { z } from 'zod';
import type { ApiService, Configuration, Entity, Operation } from '../world/model.ts';
import { serviceId } from '../world/resource-id.ts';

const entity: z.ZodType<Entity> = z.lazy(() =>
  z.object({
    name: z.string(),
    properties: z.record(z.string(), z.unknown()),
    secret: z.record(z.string(), z.string()).exactOptional(),
    children: z.record(z.string(), z.array(entity)).exactOptional(),
  }),
);

const content = z.object({
  format: z.literal('pretend-apim-backup'),
  tier: z.string(),
  createdAt: z.iso.datetime(),
  source: z.string(),
  configuration: z.record(z.string(), z.array(entity)),
});

/** What a backup blob holds. */
export type BackupContent = z.infer<typeof content>;

/**
 * Collections a backup leaves out and a restore leaves alone: the content of
 * the developer portal and workspaces (facts 3.4). The rest of that list lives
 * on the service resource, which a backup does not touch at all.
 */
const leftOut = ['contentTypes', 'portalRevisions', 'workspaces'];

/** Azure Monitor's diagnostic setting is not backed up either; other diagnostics are. */
const monitorDiagnostic = 'azuremonitor';

/** The blob of a backup: the configuration with tier, time and source, as JSON. Real ones are opaque. */
export function writeBackup(service: ApiService, operation: Operation): Uint8Array {
  const blob: BackupContent = {
    format: 'pretend-apim-backup',
    tier: service.sku.name,
    createdAt: new Date(operation.startedAt).toISOString(),
    source: serviceId(service),
    configuration: backedUp(service.configuration),
  };
  return new TextEncoder().encode(JSON.stringify(blob));
}

/** Reads a blob back; null when it is not a backup. */
export function readBackup(bytes: Uint8Array): BackupContent | null {
  try {
    return content.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}

/** The target's configuration after a restore: what the backup holds, and what no backup holds as it was. */
export function restored(current: Configuration, backup: Configuration): Configuration {
  const kept = Object.entries(current).filter(([name]) => leftOut.includes(name));
  const monitor = (current.diagnostics ?? []).filter(isMonitor);
  const next: Configuration = structuredClone({ ...backup, ...Object.fromEntries(kept) });
  next.diagnostics = [...(next.diagnostics ?? []), ...structuredClone(monitor)];
  return next;
}

function backedUp(configuration: Configuration): Configuration {
  const taken = Object.entries(configuration).filter(([name]) => !leftOut.includes(name));
  const copy = Object.fromEntries(taken);
  return { ...copy, diagnostics: (copy.diagnostics ?? []).filter((each) => !isMonitor(each)) };
}

function isMonitor(entity: Entity): boolean {
  return entity.name === monitorDiagnostic;
}
