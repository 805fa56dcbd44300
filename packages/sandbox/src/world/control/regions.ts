import { Hono } from 'hono';
import { z } from 'zod';
import { readBody } from '../../control/body.ts';
import { armSilences, endOutage, outageOf } from '../outages.ts';
import { normaliseLocation, regions } from '../places.ts';
import { silences } from '../silence.ts';
import { type ControlDeps, unknown } from './deps.ts';

const outage = z.strictObject({
  arm: z.enum(armSilences).default('unavailable'),
  gateway: z.enum(silences).default('refuse'),
  storage: z.enum(silences).default('refuse'),
});

/** What going down may look like; what is left out has a default. */
export type OutageInput = z.input<typeof outage>;

/** Takes regions down and up, to be mounted under `/_sandbox/regions`. */
export function createRegionControl(deps: ControlDeps & { settle: () => Promise<void> }): Hono {
  const { state, clock, settle } = deps;
  const app = new Hono();
  const shown = (name: string) => {
    const down = outageOf(state, name);
    return down === null
      ? { name, down: false }
      : { name, down: true, ...down, since: new Date(down.since).toISOString() };
  };
  const known = (region: string): string | null => {
    const name = normaliseLocation(region);
    return regions.some((each) => each.name === name) ? name : null;
  };

  app.get('/', (c) => c.json({ regions: regions.map(({ name }) => shown(name)) }));

  app.post('/:region/down', async (c) => {
    const name = known(c.req.param('region'));
    if (name === null) return unknown(c, 'region');
    const body = await readBody(c, outage);
    if (!body.ok) return body.response;
    // What was due by now has happened.
    await settle();
    const since = outageOf(state, name)?.since ?? clock.now();
    state.outages.set(name, { since, ...body.value });
    return c.json(shown(name));
  });

  app.post('/:region/up', async (c) => {
    const name = known(c.req.param('region'));
    if (name === null) return unknown(c, 'region');
    await settle();
    endOutage(state, name, clock.now());
    return c.json(shown(name));
  });
  return app;
}
