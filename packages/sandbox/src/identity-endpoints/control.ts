import { Hono } from 'hono';
import { z } from 'zod';
import { readBody, refuse } from '../control/body.ts';
import type { Principal } from '../seams.ts';
import type { Machine } from './machine.ts';

const machineSchema = z.strictObject({
  systemAssigned: z.string().nullable(),
  userAssigned: z.array(z.strictObject({ principal: z.string(), resourceId: z.string() })),
});

/** Chooses the machine's identities, mounted under `/_sandbox/identity`. */
export function createMachineControl(deps: {
  find: (name: string) => Principal | null;
  change: (machine: Machine) => void;
}): Hono {
  const app = new Hono();
  app.put('/machine', async (c) => {
    const body = await readBody(c, machineSchema);
    if (!body.ok) return body.response;
    const { systemAssigned, userAssigned } = body.value;
    const own = systemAssigned === null ? null : deps.find(systemAssigned);
    if (systemAssigned !== null && own === null) return refuse(c, `There is no ${systemAssigned}.`);
    const machine: Machine = { systemAssigned: own, userAssigned: [] };
    for (const { principal: name, resourceId } of userAssigned) {
      const principal = deps.find(name);
      if (principal === null) return refuse(c, `There is no ${name}.`);
      machine.userAssigned.push({ principal, resourceId });
    }
    deps.change(machine);
    return c.json({ ok: true });
  });
  return app;
}
