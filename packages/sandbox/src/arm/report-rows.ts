import { createHash } from 'node:crypto';
import type { ApiService, Entity } from '../world/model.ts';
import { displayLocation } from '../world/places.ts';
import type { ReportFilter } from './report-filter.ts';

/** A row of a report. */
export type Row = Record<string, unknown>;

/** Rows that are made when they are asked for. */
export type Rows = { count: number; slice(from: number, to: number): Row[] };

/** What rows are made from: the same seed, service and range give the same rows. */
export type ReportSource = { seed: string; service: ApiService; filter: ReportFilter };

const minuteMs = 60_000;

/** One row for each entity of a collection, such as each API. */
export function entityRows(source: ReportSource, kind: string): Row[] {
  // byApi is about /apis, and its rows name an apiId.
  const field = `${kind.slice(2, 3).toLowerCase()}${kind.slice(3)}Id`;
  const collection = `${field.slice(0, -2)}s`;
  return (source.service.configuration[collection] ?? []).map((each) => ({
    name: nameOf(each),
    [field]: `/${collection}/${each.name}`,
    ...counters(source, `${kind} ${each.name}`),
  }));
}

/** One row for each operation of each API. */
export function operationRows(source: ReportSource): Row[] {
  return operationsOf(source.service).map(({ name, ...ids }) => ({
    name,
    ...ids,
    ...counters(source, `operation ${ids.operationId}`),
  }));
}

/** One row for each of some countries. */
export function geoRows(source: ReportSource): Row[] {
  return ['NL', 'DE', 'IT'].map((country) => ({
    country,
    region: '',
    zip: '',
    ...counters(source, `geo ${country}`),
  }));
}

/** One row for each interval that begins in the range. */
export function timeRows(source: ReportSource, interval: number): Rows {
  const { from, to } = source.filter;
  const first = Math.ceil(from / interval) * interval;
  return lazily(Math.floor((to - first) / interval) + 1, (index) => {
    const timestamp = wholeSeconds(first + index * interval);
    return {
      timestamp,
      interval: durationOf(interval),
      ...counters(source, `time ${timestamp}`, false),
    };
  });
}

/** One row for each request: there was one a minute. Their addresses are documentation's (RFC 5737). */
export function requestRows(source: ReportSource): Rows {
  const { service, filter, seed } = source;
  const operations = operationsOf(service);
  const first = Math.ceil(filter.from / minuteMs) * minuteMs;
  return lazily(Math.floor((filter.to - first) / minuteMs) + 1, (index) => {
    const at = first + index * minuteMs;
    const draw = drawer(`${seed} ${service.name} request ${at}`);
    const picked = operations[draw(operations.length || 1)];
    const time = draw(200) + 1;
    return {
      apiId: picked?.apiId ?? '',
      operationId: picked?.operationId ?? '',
      productId: '/products/starter',
      userId: '/users/1',
      method: 'GET',
      url: `https://${service.name}.azure-api.net${(picked?.apiId ?? '').replace('/apis', '')}`,
      ipAddress: `203.0.113.${draw(200) + 1}`,
      backendResponseCode: '200',
      responseCode: 200,
      responseSize: draw(4000) + 200,
      timestamp: wholeSeconds(at),
      cache: 'none',
      apiTime: time,
      serviceTime: time * 0.8,
      apiRegion: displayLocation(service.location),
      subscriptionId: '/subscriptions/sub-1',
      requestId: `${service.name}-${at / minuteMs}`,
      requestSize: 0,
    };
  });
}

/** Rows that are there already. */
export function given(rows: Row[]): Rows {
  return { count: rows.length, slice: (from, to) => rows.slice(from, to) };
}

function lazily(wanted: number, make: (index: number) => Row): Rows {
  const count = Math.max(0, wanted);
  return {
    count,
    slice: (from, to) =>
      Array.from({ length: Math.max(0, Math.min(to, count) - from) }, (_, index) =>
        make(from + index),
      ),
  };
}

function operationsOf(service: ApiService): { name: string; apiId: string; operationId: string }[] {
  return (service.configuration.apis ?? []).flatMap((api) =>
    (api.children?.operations ?? []).map((operation) => ({
      name: nameOf(operation),
      apiId: `/apis/${api.name}`,
      operationId: `/apis/${api.name}/operations/${operation.name}`,
    })),
  );
}

/** What a person would call it. */
function nameOf({ name, properties }: Entity): string {
  const { displayName, firstName, lastName } = properties;
  if (typeof displayName === 'string') return displayName;
  return typeof firstName === 'string' ? `${firstName} ${String(lastName)}` : name;
}

/** Counters of a row, made up. Those of two ranges do not add up to those of both together. */
function counters(source: ReportSource, subject: string, isOfRange = true): Row {
  const { seed, service, filter } = source;
  const range = isOfRange ? `${filter.from}-${filter.to}` : '';
  const draw = drawer(`${seed} ${service.name} ${subject} ${range}`);
  const success = draw(900) + 100;
  const failed = draw(20);
  const blocked = draw(10);
  const average = draw(90) + 10;
  return {
    callCountSuccess: success,
    callCountBlocked: blocked,
    callCountFailed: failed,
    callCountOther: 0,
    callCountTotal: success + blocked + failed,
    bandwidth: success * 2048,
    cacheHitCount: draw(50),
    cacheMissCount: draw(50),
    apiTimeAvg: average,
    apiTimeMin: average / 2,
    apiTimeMax: average * 4,
    serviceTimeAvg: average * 0.8,
    serviceTimeMin: average * 0.4,
    serviceTimeMax: average * 3,
  };
}

/** Numbers below a bound, drawn in a fixed order for a subject. */
function drawer(subject: string): (below: number) => number {
  const bytes = createHash('sha256').update(subject).digest();
  let next = 0;
  return (below) => {
    const value = bytes.readUInt16BE((next * 2) % 32);
    next += 1;
    return value % below;
  };
}

function wholeSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

function durationOf(ms: number): string {
  const minutes = ms / minuteMs;
  if (minutes % 1440 === 0) return `P${minutes / 1440}D`;
  return minutes % 60 === 0 ? `PT${minutes / 60}H` : `PT${minutes}M`;
}
