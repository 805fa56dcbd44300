import * as z from 'zod/mini';
import { isoTime } from '../domain/instant.ts';
import type { ApiManagement, Look } from '../ports/azure.ts';
import type { ReportPage } from '../ports/reports.ts';
import { armPath, serviceSegments } from './addresses.ts';
import type { ArmClient } from './arm-client.ts';
import { unseenGarbled } from './unseen.ts';

const pageShape = z.looseObject({
  value: z.array(z.record(z.string(), z.unknown())),
  count: z.optional(z.unknown()),
  nextLink: z.optional(z.unknown()),
});

/**
 * Reads the reports of a service page by page, by `$skip` and `$top`: so an export can go on where it
 * stopped, and no link of an answer is followed. Source: facts/azure.md 1.5 (read 2026-11-23).
 */
export function createReports(
  arm: ArmClient,
  apiVersion: string,
): Pick<ApiManagement, 'report' | 'workspaces'> {
  return {
    async report(query, signal): Promise<Look<ReportPage>> {
      const service = serviceSegments(query.resourceId);
      if (!service.ok) return { seen: false, why: unseenGarbled(service.words) };
      const { from, to, interval, skip, top } = query;
      const filter = `timestamp ge datetime'${isoTime(from)}' and timestamp le datetime'${isoTime(to)}'`;
      const rest = new URLSearchParams({
        $filter: filter,
        $top: String(top),
        $skip: String(skip),
        ...(interval === null ? {} : { interval }),
      });
      const path = armPath([...service.segments, 'reports', query.report], apiVersion);
      const needs = 'the right "Microsoft.ApiManagement/service/reports/read"';
      const look = await arm.read({ address: `${path}&${rest}`, needs }, pageShape, signal);
      if (!look.seen) return look;
      const { value, count, nextLink } = look.value;
      const total = typeof count === 'number' ? count : null;
      // Where no count is given, a full page may have another behind it; a link says so in any case.
      const hasLink = typeof nextLink === 'string' && nextLink !== '';
      const isShort = total === null ? value.length < top : skip + value.length >= total;
      const more = hasLink || !isShort;
      return { ...look, value: { rows: value, more: more && value.length > 0 } };
    },
    async workspaces(resourceId, signal) {
      const service = serviceSegments(resourceId);
      if (!service.ok) return { seen: false, why: unseenGarbled(service.words) };
      const path = armPath([...service.segments, 'workspaces'], apiVersion);
      const needs = 'the right "Microsoft.ApiManagement/service/workspaces/read"';
      const look = await arm.read({ address: `${path}&$top=1`, needs }, pageShape, signal);
      if (!look.seen) return look;
      const { value, count } = look.value;
      return { ...look, value: { count: typeof count === 'number' ? count : value.length } };
    },
  };
}
