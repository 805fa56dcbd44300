import { forceableChecks } from '../domain/forceable.ts';
import type { OperationKind } from '../domain/operation.ts';
import type { FlagSpec } from './definition.ts';

/** Flags of every command that may wait for Azure. */
export const waitingFlags: readonly FlagSpec[] = [
  {
    name: 'no-wait',
    summary: 'Return as soon as Azure accepted it; follow it later with `apim follow`',
    value: null,
  },
  {
    name: 'timeout',
    summary: 'Stop waiting after this long; the operation goes on in Azure',
    value: { kind: 'duration', placeholder: 'DURATION' },
  },
];

/** Flags that say how a service gets into a storage, where the configuration does not. */
export const accessFlags: readonly FlagSpec[] = [
  {
    name: 'access',
    summary: 'How the service gets into the storage',
    value: {
      kind: 'choice',
      placeholder: 'HOW',
      choices: ['system-identity', 'user-identity', 'access-key'],
    },
  },
  {
    name: 'client-id',
    summary: 'Client id of the user-assigned identity, for --access user-identity',
    value: { kind: 'text', placeholder: 'ID' },
  },
];

/** `--force`, with the checks of this kind that a person may override. */
export function forceFlag(kind: OperationKind): FlagSpec {
  return {
    name: 'force',
    summary: 'Override this failed check and let Azure be the judge; wants --reason',
    value: { kind: 'choice', placeholder: 'CHECK', choices: forceableChecks[kind] },
    many: true,
  };
}
