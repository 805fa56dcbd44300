import * as z from 'zod/mini';
import { mostPages } from '../arm/paging.ts';
import type { Instant } from '../domain/instant.ts';
import { normaliseRegion } from '../domain/service-seen.ts';
import type { ApiManagement, FleetEntry, Look } from '../ports/azure.ts';
import type { ArmClient, Question } from './arm-client.ts';
import { unseenGarbled } from './unseen.ts';

/** Source: facts/azure.md 1.8 (read 2026-11-23), as are the limits below. */
const address = '/providers/Microsoft.ResourceGraph/resources?api-version=2021-03-01';
const needs = 'the right "Microsoft.ApiManagement/service/read"';
/** Rows of a page, the most that is allowed. */
const rowsPerPage = 1_000;
/** Subscriptions of one query, the most that is allowed. */
const subscriptionsPerQuery = 1_000;

/** Paging wants the rows in an order, and their ids among the columns. */
const query = `resources
| where type =~ 'microsoft.apimanagement/service'
| project id, name, location, resourceGroup, subscriptionId, tier = sku.name, provisioningState = properties.provisioningState
| order by id asc`;

const pageShape = z.looseObject({
  data: z.array(
    z.looseObject({
      id: z.string(),
      name: z.string(),
      location: z.string(),
      resourceGroup: z.string(),
      subscriptionId: z.string(),
      tier: z.string(),
      provisioningState: z.catch(z.nullable(z.string()), null),
    }),
  ),
  $skipToken: z.catch(z.nullable(z.string()), null),
  resultTruncated: z.optional(z.union([z.string(), z.boolean()])),
});

/**
 * The fleet by Resource Graph: one question for any number of subscriptions, all of those the
 * person can see when none is named. Complete or not seen.
 */
export function createFleetQuery(arm: ArmClient): ApiManagement['query'] {
  return async (subscriptions, signal) => {
    const found: FleetEntry[] = [];
    let date: Instant | null = null;
    for (
      let first = 0;
      first === 0 || first < subscriptions.length;
      first += subscriptionsPerQuery
    ) {
      const some = subscriptions.slice(first, first + subscriptionsPerQuery);
      const look = await queryPages(arm, some, signal);
      if (!look.seen) return look;
      for (const entry of look.value) found.push(entry);
      date = look.date;
    }
    return { seen: true, value: found, date };
  };
}

async function queryPages(
  arm: ArmClient,
  subscriptions: string[],
  signal: AbortSignal | undefined,
): Promise<Look<FleetEntry[]>> {
  const found: FleetEntry[] = [];
  let skipToken: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const question: Question = { address, needs, post: body(subscriptions, skipToken) };
    const look: Look<z.infer<typeof pageShape>> = await arm.read(question, pageShape, signal);
    if (!look.seen) return look;
    for (const row of look.value.data) found.push(toEntry(row));
    const next: string | null = look.value.$skipToken || null;
    const truncated = String(look.value.resultTruncated ?? 'false').toLowerCase() === 'true';
    if (next === null && !truncated) return { seen: true, value: found, date: look.date };
    if (next === null || next === skipToken) break;
    skipToken = next;
  }
  return { seen: false, why: unseenGarbled('Resource Graph cut its answer short.') };
}

function body(subscriptions: string[], skipToken: string | null): Record<string, unknown> {
  const paging = skipToken === null ? {} : { $skipToken: skipToken };
  const options = { $top: rowsPerPage, resultFormat: 'objectArray', ...paging };
  return subscriptions.length === 0 ? { query, options } : { subscriptions, query, options };
}

function toEntry(row: z.infer<typeof pageShape>['data'][number]): FleetEntry {
  return {
    resourceId: row.id,
    name: row.name,
    tier: row.tier,
    region: normaliseRegion(row.location),
    subscription: row.subscriptionId,
    resourceGroup: row.resourceGroup,
    provisioningState: row.provisioningState || null,
  };
}
