import { Hono } from 'hono';
import { SignJWT } from 'jose';
import { z } from 'zod';
import { readBody, refuse } from '../control/body.ts';
import type { Principal } from '../seams.ts';
import { mintAccessToken } from './access-token.ts';
import { readClaimsRequest } from './claims-request.ts';
import type { SignIn } from './context.ts';
import { decideDevice } from './device-code.ts';
import { nextOrder } from './state.ts';
import { findPrincipal } from './tenants.ts';

const who = {
  /** Tenant id or domain; every tenant when it is left out. */
  tenant: z.string().optional(),
  /** Object id, client id, principal name, or the name of an application. */
  principal: z.string(),
};

/** The controls of the sign-in room, mounted under `/_sandbox/entra`. */
export function createEntraControl(context: SignIn): Hono {
  const { state, clock } = context;
  const app = new Hono();
  const find = (asked: { tenant?: string | undefined; principal: string }): Principal | null =>
    findPrincipal(
      context.directory,
      { segment: asked.tenant ?? 'common', tenantId: asked.tenant ?? null },
      asked.principal,
    );

  app.post('/auto-approve', async (c) => {
    const body = await readBody(c, z.strictObject({ user: z.string().nullable() }));
    if (!body.ok) return body.response;
    state.autoApprove = body.value.user;
    return c.json({ autoApprove: state.autoApprove });
  });

  app.get('/devices', (c) =>
    c.json({
      devices: [...state.devices.values()].map(({ userCode, clientId, expiresAt, decision }) => ({
        userCode,
        clientId,
        expiresAt: new Date(expiresAt).toISOString(),
        decided: decision !== null,
      })),
    }),
  );
  app.post('/devices', async (c) => {
    const schema = z.strictObject({ userCode: z.string(), user: z.string().nullable() });
    const body = await readBody(c, schema);
    if (!body.ok) return body.response;
    const decided = decideDevice(context, body.value.userCode, body.value.user);
    return decided.ok ? c.json({ ok: true }) : refuse(c, `There is ${decided.reason}.`);
  });

  app.post('/revoke', async (c) => {
    const schema = z.strictObject({
      ...who,
      interaction: z.boolean().default(false),
      everyClient: z.boolean().default(false),
    });
    const body = await readBody(c, schema);
    if (!body.ok) return body.response;
    const principal = find(body.value);
    if (principal === null) return refuse(c, `There is no ${body.value.principal}.`);
    const { interaction, everyClient } = body.value;
    const notBefore = String(Math.floor(clock.now() / 1000) + 1);
    const answered = new Set<string>();
    state.revocations.set(principal.objectId, {
      order: nextOrder(state),
      notBefore,
      interaction,
      everyClient,
      answered,
      answeredOrder: null,
    });
    return c.json({ objectId: principal.objectId, notBefore });
  });
  app.delete('/revoke', (c) => {
    state.revocations.clear();
    return c.json({ ok: true });
  });

  app.put('/credentials', async (c) => {
    const schema = z.strictObject({
      ...who,
      secrets: z.array(z.string()).optional(),
      expiredSecrets: z.array(z.string()).optional(),
      certificates: z.array(z.string()).optional(),
      federated: z.array(z.string().includes('|')).optional(),
    });
    const body = await readBody(c, schema);
    if (!body.ok) return body.response;
    const { tenant, principal: name, ...credentials } = body.value;
    const principal = find({ tenant, principal: name });
    if (principal?.kind !== 'application') return refuse(c, `There is no application ${name}.`);
    Object.assign(principal, credentials);
    return c.json({ ok: true });
  });

  app.post('/federated-token', async (c) => {
    const schema = z.strictObject({
      issuer: z.string(),
      subject: z.string(),
      audience: z.string().default('api://AzureADTokenExchange'),
      lifeSeconds: z.number().int().default(3600),
    });
    const body = await readBody(c, schema);
    return body.ok ? c.json({ token: await federatedToken(context, body.value) }) : body.response;
  });

  app.post('/token', async (c) => {
    const body = await readBody(c, z.strictObject({ ...who, audience: z.string() }));
    if (!body.ok) return body.response;
    const principal = find(body.value);
    if (principal === null) return refuse(c, `There is no ${body.value.principal}.`);
    const minted = await mintAccessToken(context, {
      principal,
      clientId: principal.clientId ?? principal.objectId,
      proof: '1',
      audience: body.value.audience,
      claims: readClaimsRequest(undefined),
    });
    return c.json(minted);
  });
  return app;
}

/**
 * Signs a token as an outside issuer would, such as a cluster or a build
 * service. Units: its times are real, since it is the client who presents it.
 */
export function federatedToken(
  context: SignIn,
  asked: { issuer: string; subject: string; audience: string; lifeSeconds: number },
): Promise<string> {
  const now = Math.floor(context.clock.realNow() / 1000);
  return new SignJWT({})
    .setProtectedHeader({ alg: 'RS256', kid: context.issuerKey.kid })
    .setIssuer(asked.issuer)
    .setSubject(asked.subject)
    .setAudience(asked.audience)
    .setIssuedAt(now)
    .setNotBefore(now)
    .setExpirationTime(now + asked.lifeSeconds)
    .sign(context.issuerKey.privateKey);
}
