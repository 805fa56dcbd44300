import { parseBlobName } from '../domain/blob-name.ts';
import type { Service } from '../domain/configuration.ts';
import type { Plan } from '../domain/plan.ts';
import type { RestoreWish } from './plan-restore.ts';
import type { Work } from './work.ts';

/**
 * The environments a restore takes from and puts into, as configured; null where nobody said. Of a
 * backup without a record, its source is the configured service that its stamped name tells.
 */
export function environmentsOf(
  work: Work,
  wish: Pick<RestoreWish, 'target' | 'from' | 'fresh'>,
): Plan['environments'] {
  const source = sourceOf(work, wish);
  return { from: source?.environment ?? null, to: wish.target.environment };
}

/** The service a restore takes from, as far as the configuration knows it. */
export function sourceOf(
  { configuration }: Work,
  { from, fresh }: Pick<RestoreWish, 'from' | 'fresh'>,
): Service | null {
  if (fresh != null) return fresh.service;
  const { services } = configuration;
  if (from.backup !== null) {
    const { service } = from.backup;
    return services.find(({ id }) => id === service) ?? null;
  }
  const stamped = parseBlobName(from.name)?.azureName ?? null;
  const named = services.filter(({ azureName }) => azureName === stamped);
  return named.length === 1 ? (named[0] ?? null) : null;
}
