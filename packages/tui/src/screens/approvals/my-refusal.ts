import type { Lifeboat, LifeboatError } from '@lifeboat/core';
import {
  type Approval,
  decisionRefused,
  type Identity,
  personOf,
  refuseDecision,
} from '@lifeboat/core/live';

/**
 * Why whoever is signed in here may not decide on a request, as far as this machine can tell; null
 * when it may, or nobody knows who is here. The command looks itself: this only says so before.
 */
export function myRefusal(
  { configuration, ports }: Pick<Lifeboat, 'configuration' | 'ports'>,
  approval: Approval,
  who: Identity | null,
): LifeboatError | null {
  if (who === null) return null;
  const { people, approvals: rules } = configuration;
  const azure = who.objectId?.toLowerCase() ?? null;
  const person = personOf(people, { azure, slack: null })?.name ?? null;
  const decider = { ...ports.thisProcess.requester, slack: null, azure, person };
  const now = ports.clock.now();
  const refusal = refuseDecision(approval, decider, { rules, people, now });
  return refusal === null ? null : decisionRefused(approval, refusal, now);
}
