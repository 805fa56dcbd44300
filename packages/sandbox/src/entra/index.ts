import type { Hono } from 'hono';
import type { TokenInspector } from '../seams.ts';
import type { SignIn } from './context.ts';
import { createEntraControl } from './control.ts';
import { createInspector } from './inspector.ts';
import { createRoutes } from './routes.ts';
import { createSigningKey } from './signing-key.ts';
import { createState } from './state.ts';

export type { SignIn } from './context.ts';

/** The sign-in room: its public routes, its controls, and its judgement of tokens. */
export type SignInRoom = {
  routes: Hono;
  control: Hono;
  inspector: TokenInspector;
  context: SignIn;
};

/** Opens a sign-in room with keys of its own; nobody is signed in. */
export async function createSignInRoom(
  deps: Pick<SignIn, 'clock' | 'directory' | 'options' | 'newId' | 'origin'>,
): Promise<SignInRoom> {
  const [key, issuerKey] = await Promise.all([createSigningKey(), createSigningKey()]);
  const context: SignIn = { ...deps, key, issuerKey, state: createState() };
  return {
    context,
    routes: createRoutes(context),
    control: createEntraControl(context),
    inspector: createInspector(context),
  };
}
