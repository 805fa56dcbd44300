import { Hono } from 'hono';
import type { ControlDeps } from './deps.ts';
import { gatewayControl } from './gateways.ts';
import { operationControl } from './operations.ts';
import { rightsControl } from './rights.ts';
import { serviceControl } from './services.ts';
import { storageControl } from './storage.ts';

/**
 * Routes that change the world behind Azure's back. Bodies are JSON and checked;
 * what does not fit is refused with 400 and a reason, what does not exist with 404.
 */
export function createWorldControl(deps: ControlDeps): Hono {
  const app = new Hono();
  serviceControl(app, deps);
  operationControl(app, deps);
  storageControl(app, deps);
  rightsControl(app, deps);
  gatewayControl(app, deps);
  return app;
}
