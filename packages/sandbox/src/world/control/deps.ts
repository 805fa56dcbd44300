import type { Context } from 'hono';
import type { SandboxClock } from '../../seams.ts';
import type { ApiService, WorldState } from '../model.ts';
import type { StorageAccount } from '../storage-model.ts';

/** What the control routes work with. */
export type ControlDeps = { state: WorldState; clock: SandboxClock; newId: () => string };

/** The service of the path; names are unique in all of Azure, so a name is enough. */
export function serviceOf(c: Context, state: WorldState): ApiService | null {
  const name = c.req.param('service')?.toLowerCase();
  return state.services.find((each) => each.name.toLowerCase() === name) ?? null;
}

/** The storage account of the path. */
export function accountOf(c: Context, state: WorldState): StorageAccount | null {
  const name = c.req.param('account')?.toLowerCase();
  return state.accounts.find((each) => each.name === name) ?? null;
}

/** The 404 for something the world does not hold. */
export function unknown(c: Context, what: string): Response {
  return c.json({ error: { code: 'NotFound', message: `There is no such ${what}.` } }, 404);
}
