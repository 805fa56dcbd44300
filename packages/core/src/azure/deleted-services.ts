import * as z from 'zod/mini';
import { readStartAnswer } from '../arm/start-answer.ts';
import { parseInstant } from '../domain/instant.ts';
import { normaliseRegion } from '../domain/service-seen.ts';
import type { ApiManagement, StartAnswer } from '../ports/azure.ts';
import type { Clock } from '../ports/time.ts';
import { armPath, serviceSegments } from './addresses.ts';
import type { ArmClient } from './arm-client.ts';
import type { Caller } from './caller.ts';

const deletedShape = z.looseObject({
  name: z.string(),
  location: z.string(),
  properties: z.looseObject({
    serviceId: z.string(),
    deletionDate: z.catch(z.nullable(z.string()), null),
    scheduledPurgeDate: z.catch(z.nullable(z.string()), null),
  }),
});

/** Soft-deleted services, and the way back for them. Source: facts/azure.md 1.4 (read 2026-11-23). */
export function createDeletedServices(parts: {
  arm: ArmClient;
  caller: Caller;
  clock: Clock;
  apiVersion: string;
}): Pick<ApiManagement, 'listDeleted' | 'undelete'> {
  const { arm, caller, clock, apiVersion } = parts;
  return {
    async listDeleted(subscription, signal) {
      const provider = ['subscriptions', subscription, 'providers', 'Microsoft.ApiManagement'];
      const address = armPath([...provider, 'deletedservices'], apiVersion);
      const needs = 'the right "Microsoft.ApiManagement/deletedservices/read"';
      const look = await arm.readAll({ address, needs }, deletedShape, signal);
      if (!look.seen) return look;
      const value = look.value.map(({ name, location, properties }) => ({
        resourceId: properties.serviceId,
        name,
        region: normaliseRegion(location),
        deletedAt: parseInstant(properties.deletionDate ?? undefined),
        purgeAt: parseInstant(properties.scheduledPurgeDate ?? undefined),
      }));
      return { ...look, value };
    },
    async undelete({ resourceId, region, clientRequestId }, signal): Promise<StartAnswer> {
      const service = serviceSegments(resourceId);
      if (!service.ok) return { kind: 'not-sent', words: service.words, remedy: null };
      const called = await caller(
        {
          method: 'PUT',
          address: armPath(service.segments, apiVersion),
          headers: { 'content-type': 'application/json', accept: 'application/json' },
          // All else is ignored while `restore` is true.
          body: JSON.stringify({ location: region, properties: { restore: true } }),
          clientRequestId,
          freshConnection: true,
          once: true,
        },
        signal,
      );
      switch (called.kind) {
        case 'answer':
          return readStartAnswer({ ok: true, response: called.response }, clock.now());
        case 'no-answer':
          return readStartAnswer({ ok: false, noAnswer: called.noAnswer }, clock.now());
        case 'no-token':
          return { kind: 'not-sent', words: called.words, remedy: called.remedy };
        case 'foreign-origin':
          return {
            kind: 'not-sent',
            words: 'The address of the service is not of the configured cloud.',
            remedy: null,
          };
      }
    },
  };
}
