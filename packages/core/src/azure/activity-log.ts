import * as z from 'zod/mini';
import { readErrorEnvelope } from '../arm/error-envelope.ts';
import { isWithin } from '../arm/resource-id.ts';
import type { AzureFailure } from '../domain/azure-failure.ts';
import { parseInstant } from '../domain/instant.ts';
import { maskSecrets } from '../domain/mask.ts';
import type { ActivityEvent, ActivityLog } from '../ports/azure.ts';
import type { ArmClient } from './arm-client.ts';

const needs = 'the right "Microsoft.Insights/eventtypes/values/read"';

/** Only what is read, so that pages stay small and nobody's request bodies come along. */
const columns = [
  'eventTimestamp',
  'submissionTimestamp',
  'caller',
  'operationName',
  'status',
  'subStatus',
  'correlationId',
  'resourceId',
  'httpRequest',
  'properties',
  'eventDataId',
].join(',');

const optionalText = z.catch(z.nullable(z.string()), null);
const optionalValue = z.catch(z.nullable(z.looseObject({ value: optionalText })), null);

const wireEvent = z.looseObject({
  eventTimestamp: z.string().check(z.refine((text) => parseInstant(text) !== null, 'not a date')),
  submissionTimestamp: optionalText,
  caller: optionalText,
  operationName: optionalValue,
  status: optionalValue,
  subStatus: optionalValue,
  correlationId: optionalText,
  resourceId: optionalText,
  httpRequest: z.catch(z.nullable(z.looseObject({ clientRequestId: optionalText })), null),
  properties: z.catch(z.nullable(z.looseObject({ statusMessage: optionalText })), null),
});

/**
 * Reads the activity log of a service and what lies under it.
 *
 * The log allows few filters, so it is asked for the resource group, and events are matched by
 * resource id here: an event of an API has the API's own id.
 * Source: facts/azure.md 1.8 (read 2026-11-23).
 */
export function createActivityLog(arm: ArmClient): ActivityLog {
  return {
    async read({ subscription, resourceGroup, resourceId, from, to }, signal) {
      const group = resourceGroup.replaceAll("'", "''");
      const filter = `eventTimestamp ge '${iso(from)}' and eventTimestamp le '${iso(to)}' and resourceGroupName eq '${group}'`;
      const place = `/subscriptions/${encodeURIComponent(subscription)}/providers/Microsoft.Insights/eventtypes/management/values`;
      const address = `${place}?api-version=2015-04-01&$filter=${encodeURIComponent(filter)}&$select=${encodeURIComponent(columns)}`;
      const look = await arm.readAll({ address, needs }, wireEvent, signal);
      if (!look.seen) return look;
      const events = look.value
        .filter((event) => event.resourceId !== null && isWithin(resourceId, event.resourceId))
        .map(toEvent);
      return { ...look, value: events };
    },
  };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

function toEvent(wire: z.infer<typeof wireEvent>): ActivityEvent {
  const status = (wire.status?.value ?? '').toLowerCase();
  return {
    // Checked by the shape.
    at: parseInstant(wire.eventTimestamp) ?? 0,
    submittedAt: parseInstant(wire.submissionTimestamp),
    operationName: (wire.operationName?.value ?? '').toLowerCase(),
    status,
    caller: wire.caller,
    correlationId: wire.correlationId,
    clientRequestId: wire.httpRequest?.clientRequestId ?? null,
    resourceId: wire.resourceId ?? '',
    failure: status === 'failed' ? failureOf(wire) : null,
  };
}

/** A failed event carries the ARM envelope as text; its correlation id is the operation's. */
function failureOf(wire: z.infer<typeof wireEvent>): AzureFailure | null {
  const text = wire.properties?.statusMessage ?? null;
  if (text === null || text.trim() === '') return null;
  const failure = readErrorEnvelope({ status: 0, headers: {}, text });
  const status = statusOf(wire.subStatus?.value ?? '');
  const message = failure.code === null ? maskSecrets(text).slice(0, 4_000) : failure.message;
  return { ...failure, message, status, correlationId: wire.correlationId };
}

/** The log names a status without spaces, or gives the number. These are the ones of facts/azure.md 2.3. */
const statusByName: ReadonlyMap<string, number> = new Map([
  ['badrequest', 400],
  ['unauthorized', 401],
  ['forbidden', 403],
  ['notfound', 404],
  ['conflict', 409],
  ['preconditionfailed', 412],
  ['unprocessableentity', 422],
  ['toomanyrequests', 429],
  ['internalservererror', 500],
  ['badgateway', 502],
  ['serviceunavailable', 503],
  ['gatewaytimeout', 504],
]);

function statusOf(subStatus: string): number | null {
  if (/^[1-5]\d\d$/.test(subStatus)) return Number(subStatus);
  return statusByName.get(subStatus.toLowerCase()) ?? null;
}
