import * as z from 'zod/mini';
import type { Azure, SubscriptionEntry } from '../ports/azure.ts';
import type { ArmClient } from './arm-client.ts';

/** Source: facts/azure.md 1.8 (read 2026-11-23). */
const address = '/subscriptions?api-version=2022-12-01';

const shape = z.pipe(
  z.looseObject({
    subscriptionId: z.string(),
    displayName: z.catch(z.nullable(z.string()), null),
    state: z.catch(z.nullable(z.string()), null),
    tenantId: z.catch(z.nullable(z.string()), null),
  }),
  z.transform(
    (wire): SubscriptionEntry => ({
      subscription: wire.subscriptionId,
      name: wire.displayName ?? wire.subscriptionId,
      state: wire.state ?? 'Unknown',
      tenantId: wire.tenantId,
    }),
  ),
);

/** Lists the subscriptions that the signed-in person can see. */
export function createSubscriptions(arm: ArmClient): Azure['subscriptions'] {
  const needs = 'a role on at least one subscription';
  return { list: (signal) => arm.readAll({ address, needs }, shape, signal) };
}
