import { type Context, Hono } from 'hono';
import { askPage, authorize, devicePage, postPage } from './authorize.ts';
import type { SignIn } from './context.ts';
import { decideDevice, startDevice } from './device-code.ts';
import { redeem } from './grants.ts';
import { instanceDiscovery, openIdConfiguration } from './metadata.ts';
import { errorResponse, type Outcome, type SignInError } from './sign-in-error.ts';
import { type Authority, resolveAuthority } from './tenants.ts';

/** The public routes of the sign-in service, under a tenant, `common`, `organizations` and `adfs` alike. */
export function createRoutes(context: SignIn): Hono {
  const app = new Hono({ strict: false });

  const refuse = (c: Context, error: SignInError) =>
    errorResponse(error, {
      nowMs: context.clock.now(),
      traceId: context.newId(),
      correlationId: c.req.header('client-request-id') ?? context.newId(),
      origin: context.origin(),
    });
  /** Resolves the tenant of the path and runs a step in it. */
  const inTenant = async <T>(
    c: Context,
    step: (authority: Authority) => Outcome<T> | Promise<Outcome<T>>,
    render: (value: T) => Response | Promise<Response>,
  ): Promise<Response> => {
    const authority = resolveAuthority(context.directory, c.req.param('tenant') ?? '');
    const outcome = authority.ok ? await step(authority.value) : authority;
    return outcome.ok ? render(outcome.value) : refuse(c, outcome.error);
  };
  const answerJson = (c: Context) => (body: object) => {
    c.header('cache-control', 'no-store, no-cache');
    return c.json(body);
  };

  app.get('/common/discovery/instance', (c) => c.json(instanceDiscovery(context)));
  for (const path of [
    '/:tenant/v2.0/.well-known/openid-configuration',
    '/:tenant/.well-known/openid-configuration',
  ]) {
    app.get(path, (c) =>
      inTenant(
        c,
        (authority) => ({ ok: true, value: openIdConfiguration(context, authority) }),
        answerJson(c),
      ),
    );
  }
  app.get('/:tenant/discovery/v2.0/keys', (c) => c.json({ keys: [context.key.publicJwk] }));

  for (const base of ['/:tenant/oauth2/v2.0', '/:tenant/oauth2']) {
    app.post(`${base}/token`, async (c) => {
      const form = await formOf(c);
      return inTenant(c, (authority) => redeem(context, authority, form), answerJson(c));
    });
    app.post(`${base}/devicecode`, async (c) => {
      const form = await formOf(c);
      return inTenant(c, (authority) => startDevice(context, authority, form), answerJson(c));
    });
    app.get(`${base}/authorize`, (c) =>
      inTenant(
        c,
        (authority) => authorize(context, authority, c.req.query()),
        async (next) => {
          if (next.step === 'redirect') return c.redirect(next.to);
          if (next.step === 'post') return c.html(await postPage(next.to, next.fields));
          return c.html(await askPage(c.req.query()));
        },
      ),
    );
  }

  app.get('/devicelogin', async (c) => c.html(await devicePage('')));
  app.post('/devicelogin', async (c) => {
    const { code = '', user = '', decision } = await formOf(c);
    const done = decideDevice(context, code, decision === 'deny' ? null : user);
    const said = !done.ok ? `There is ${done.reason}.` : 'Done. You may close this page.';
    return c.html(await devicePage(said), done.ok ? 200 : 400);
  });
  return app;
}

async function formOf(c: Context): Promise<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(await c.req.text()));
}
