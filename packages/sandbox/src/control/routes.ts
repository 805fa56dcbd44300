import { Hono } from 'hono';
import { z } from 'zod';
import type { MovableClock } from '../clock/clock.ts';
import { faultSchema } from '../faults/fault.ts';
import type { FaultScript } from '../faults/script.ts';
import { changeableSchema, type OptionsChange, type SandboxOptions } from '../options.ts';
import { readBody, refuse } from './body.ts';
import type { Journal } from './journal.ts';

/** What the control endpoint steers. */
export type ControlDeps = {
  clock: MovableClock;
  /** Moves time and lets happen what falls due on the way. */
  advance: (ms: number) => Promise<void>;
  options: SandboxOptions;
  change: (change: OptionsChange) => void;
  faults: FaultScript;
  journal: Journal;
  /** Further controls, by the path they are mounted at. */
  rooms: Record<string, Hono>;
  /** Addresses and paths, for whoever finds the sandbox running. */
  describe: () => object;
};

/**
 * The control endpoint, mounted under `/_sandbox`. It is not part of Azure:
 * no token is asked for, nothing is journaled, no fault applies.
 */
export function createControl(deps: ControlDeps): Hono {
  const { clock, faults, journal, options } = deps;
  const app = new Hono();
  const time = () => ({ now: new Date(clock.now()).toISOString(), rate: clock.rate() });

  app.get('/state', (c) => c.json({ ...deps.describe(), clock: time(), options }));

  app.post('/clock/advance', async (c) => {
    const schema = z.strictObject({
      days: z.number().min(0).default(0),
      hours: z.number().min(0).default(0),
      minutes: z.number().min(0).default(0),
      seconds: z.number().min(0).default(0),
      ms: z.number().min(0).default(0),
    });
    const body = await readBody(c, schema);
    if (!body.ok) return body.response;
    const { days, hours, minutes, seconds, ms } = body.value;
    await deps.advance((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + ms);
    return c.json(time());
  });
  app.post('/clock/rate', async (c) => {
    const body = await readBody(c, z.strictObject({ rate: z.number().positive().max(100_000) }));
    if (!body.ok) return body.response;
    clock.setRate(body.value.rate);
    return c.json(time());
  });

  app.post('/options', async (c) => {
    const body = await readBody(c, changeableSchema);
    if (!body.ok) return body.response;
    deps.change(body.value);
    return c.json({ options });
  });

  app.get('/faults', (c) => c.json({ faults: faults.list() }));
  app.post('/faults', async (c) => {
    const body = await readBody(c, faultSchema);
    return body.ok ? c.json(faults.add(body.value), 201) : body.response;
  });
  app.delete('/faults', (c) => c.json({ removed: faults.remove(null) }));
  app.delete('/faults/:id', (c) => {
    const removed = faults.remove(c.req.param('id'));
    return removed === 0 ? refuse(c, 'There is no such fault.') : c.json({ removed });
  });

  app.get('/requests', (c) => c.json({ requests: journal.entries() }));
  app.delete('/requests', (c) => {
    journal.clear();
    return c.json({ requests: [] });
  });

  for (const [path, room] of Object.entries(deps.rooms)) app.route(path, room);
  app.all('*', (c) =>
    c.json({ error: { code: 'NotFound', message: 'There is no such control.' } }, 404),
  );
  return app;
}
