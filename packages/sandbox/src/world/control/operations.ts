import type { Hono } from 'hono';
import { z } from 'zod';
import { readBody } from '../../control/body.ts';
import { record } from '../journal.ts';
import type { Operation } from '../model.ts';
import { serviceId } from '../resource-id.ts';
import { type ControlDeps, serviceOf, unknown } from './deps.ts';

const outside = z.strictObject({
  seconds: z.number().min(0).default(600),
  caller: z.string().default('raj@contoso.com'),
});

const failure = z.strictObject({
  kind: z.enum(['Backup', 'Restore']).nullable().default(null),
  at: z.enum(['post', 'poll']).default('poll'),
  status: z.number().int().min(400).max(599).default(400),
  code: z.string().default('BackupFailed'),
  message: z.string().default('The operation failed because the sandbox was told so.'),
  /** The service's state afterwards; null leaves it as it was. */
  leaveState: z.string().nullable().default(null),
});

/** Work of others on a service, and failures waiting for its next operation. */
export function operationControl(app: Hono, deps: ControlDeps): void {
  const { state, clock } = deps;

  /** Never with the storage key: what was sent as one stays out. */
  app.get('/operations', (c) =>
    c.json({
      operations: state.operations.map(({ target, loaded: _, ...rest }) => ({
        ...rest,
        target: target === null ? null : { ...target, accessKey: null },
      })),
    }),
  );

  app.post('/services/:service/operations', async (c) => {
    const service = serviceOf(c, state);
    if (service === null) return unknown(c, 'service');
    const body = await readBody(c, outside);
    if (!body.ok) return body.response;
    const operation = outsideOperation(deps, serviceId(service), body.value);
    state.operations.push(operation);
    const { trace, startedAt: at } = operation;
    const happening = { service, verb: 'write', trace, at, subStatus: '' };
    record(state, { ...happening, id: deps.newId(), status: 'Started' });
    record(state, { ...happening, id: deps.newId(), status: 'Accepted', subStatus: 'Accepted' });
    return c.json({ endsAt: new Date(operation.endAt).toISOString() }, 201);
  });

  /** Ends at once what others do to the service. */
  app.delete('/services/:service/operations', (c) => {
    const service = serviceOf(c, state);
    if (service === null) return unknown(c, 'service');
    const id = serviceId(service).toLowerCase();
    const running = state.operations.filter(
      (each) => each.kind === 'Outside' && each.service === id && each.status === 'running',
    );
    for (const each of running) {
      each.checkAt = clock.now();
      each.endAt = clock.now();
    }
    return c.json({ ended: running.length });
  });

  app.post('/services/:service/failures', async (c) => {
    const service = serviceOf(c, state);
    if (service === null) return unknown(c, 'service');
    const body = await readBody(c, failure);
    if (!body.ok) return body.response;
    const id = serviceId(service).toLowerCase();
    state.scripted.set(id, [...(state.scripted.get(id) ?? []), body.value]);
    return c.json(body.value, 201);
  });

  app.delete('/services/:service/failures', (c) => {
    const service = serviceOf(c, state);
    if (service === null) return unknown(c, 'service');
    state.scripted.delete(serviceId(service).toLowerCase());
    return c.json({ failures: [] });
  });
}

function outsideOperation(
  deps: ControlDeps,
  id: string,
  asked: z.output<typeof outside>,
): Operation {
  const startedAt = deps.clock.now();
  const endAt = startedAt + asked.seconds * 1000;
  return {
    shape: 'location',
    ids: [deps.newId()],
    kind: 'Outside',
    service: id.toLowerCase(),
    apiVersion: '2024-05-01',
    target: null,
    startedAt,
    checkAt: endAt,
    endAt,
    checked: false,
    loaded: null,
    scripted: null,
    leaveState: null,
    status: 'running',
    endedAt: null,
    failure: null,
    trace: {
      caller: asked.caller,
      correlationId: deps.newId(),
      operationId: deps.newId(),
      clientRequestId: null,
      method: 'PATCH',
      uri: id,
    },
  };
}
