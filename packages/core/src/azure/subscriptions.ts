import * as z from 'zod/mini';
import { normaliseRegion } from '../domain/service-seen.ts';
import type { ResourceGroupEntry, SubscriptionEntry, Subscriptions } from '../ports/azure.ts';
import { armPath, groupSegments } from './addresses.ts';
import type { ArmClient } from './arm-client.ts';

/** Source: facts/azure.md 1.8 (read 2026-11-23). */
const address = '/subscriptions?api-version=2022-12-01';
const groupVersion = '2022-12-01';

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

const groupShape = z.pipe(
  z.looseObject({ name: z.string(), location: z.string() }),
  z.transform(
    ({ name, location }): ResourceGroupEntry => ({ name, region: normaliseRegion(location) }),
  ),
);

/** Reads subscriptions and resource groups through ARM. */
export function createSubscriptions(arm: ArmClient): Subscriptions {
  const needs = 'a role on at least one subscription';
  return {
    list: (signal) => arm.readAll({ address, needs }, shape, signal),
    resourceGroup(subscription, name, signal) {
      const question = {
        address: armPath(groupSegments(subscription, name), groupVersion),
        needs: 'the right "Microsoft.Resources/subscriptions/resourceGroups/read"',
      };
      return arm.read(question, groupShape, signal);
    },
  };
}
