import type { Lifeboat } from '@lifeboat/core';
import type { Loading } from '../app/live/model.ts';
import type { Route } from '../app/navigation/navigation.ts';
import type { ScreenName } from './names.ts';

/** The fleet although something else stands in its place: as far as the store knows it. */
export const fleetAllTheSame: Route = { screen: 'fleet', about: 'store' };

/**
 * What stands where the fleet would. The fleet itself, unless there is something to do before there can
 * be one: write a configuration, mend it, or bring the store back. Pure.
 */
export function homeOf(
  { configuration, configurationProblem }: Pick<Lifeboat, 'configuration' | 'configurationProblem'>,
  loading: Loading,
): ScreenName {
  if (configurationProblem !== undefined || loading.kind === 'unreadable') return 'trouble';
  if (configuration.path !== null || loading.kind === 'loading') return 'fleet';
  return loading.model.rows.length === 0 ? 'first-run' : 'fleet';
}
