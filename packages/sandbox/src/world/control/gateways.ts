import type { Hono } from 'hono';
import { z } from 'zod';
import { readBody } from '../../control/body.ts';
import { gatewayKey, gatewayRegions } from '../gateways.ts';
import { normaliseLocation } from '../places.ts';
import { silences } from '../silence.ts';
import { type ControlDeps, serviceOf, unknown } from './deps.ts';

const fault = z.strictObject({ fault: z.enum(silences).default('unavailable') });

/** Breaks and mends gateways: all of a service, or the one of a region. */
export function gatewayControl(app: Hono, deps: ControlDeps): void {
  const { state } = deps;

  app.get('/gateways', (c) => c.json({ faults: Object.fromEntries(state.gatewayFaults) }));

  app.put('/gateways/:service/:region?', async (c) => {
    const service = serviceOf(c, state);
    if (service === null) return unknown(c, 'service');
    const region = c.req.param('region') ?? null;
    if (region !== null && !gatewayRegions(service).includes(normaliseLocation(region))) {
      return unknown(c, 'gateway');
    }
    const body = await readBody(c, fault);
    if (!body.ok) return body.response;
    state.gatewayFaults.set(gatewayKey(service.name, region), body.value.fault);
    return c.json(body.value);
  });

  /** Without a region, all of the service are mended. */
  app.delete('/gateways/:service/:region?', (c) => {
    const service = serviceOf(c, state);
    if (service === null) return unknown(c, 'service');
    const region = c.req.param('region') ?? null;
    const key = gatewayKey(service.name, region);
    const fitting = [...state.gatewayFaults.keys()].filter(
      (each) => each === key || (region === null && each.startsWith(`${key}/`)),
    );
    for (const each of fitting) state.gatewayFaults.delete(each);
    return c.json({ removed: fitting.length });
  });
}
