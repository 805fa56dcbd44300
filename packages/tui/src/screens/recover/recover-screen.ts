import type { Input } from '@lifeboat/core';
import { resolveKnown } from '@lifeboat/core/live';
import type { Session } from '../../app/session.ts';
import { listKeys } from '../../keys/list-keys.ts';
import type { Screen } from '../screen.ts';
import { RecoverScreen } from './RecoverScreen.tsx';
import { recoverKeys } from './recover-keys.ts';

/** What is wrong with a service and every way back; it is about a service. */
export const recoverScreen: Screen = {
  name: 'recover',
  title: 'Recover',
  keys: [...recoverKeys, ...listKeys],
  opens: { command: 'recover', about: recovered },
  Component: RecoverScreen,
};

const flags = ['before', 'from-storage', 'access', 'client-id'] as const;

/**
 * The service that a line names. With flags, or a configuration that is wrong, the command says it better.
 * Errors: those of naming a service.
 */
function recovered(input: Input, { live, lifeboat }: Session): { about: string } | null {
  const name = input.one('service') ?? '';
  const loading = live.get();
  if (loading.kind !== 'ready' || lifeboat.configurationProblem !== undefined) return null;
  if (flags.some((flag) => input.has(flag))) return null;
  const { model } = loading;
  const service = resolveKnown(lifeboat.configuration, model.snapshot, name);
  return { about: model.byId.has(service.id) ? service.id : service.resourceId };
}
