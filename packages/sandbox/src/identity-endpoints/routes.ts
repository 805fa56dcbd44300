import { type Context, Hono } from 'hono';
import { mintAccessToken } from '../entra/access-token.ts';
import { readClaimsRequest } from '../entra/claims-request.ts';
import type { SignIn } from '../entra/index.ts';
import { type Machine, pickIdentity, type Wanted } from './machine.ts';

/**
 * The identity endpoints of a machine in Azure, on plain HTTP: the instance
 * metadata service and the one of App Service.
 *
 * Sources: "How to use managed identities on a VM to acquire an access token"
 * and "Use managed identities for App Service", read 2026-11.
 */
export function createIdentityEndpoints(deps: {
  signIn: SignIn;
  machine: () => Machine;
  /** The secret that App Service puts into IDENTITY_HEADER. */
  identityHeader: string;
}): Hono {
  // MSAL puts a slash behind the path when the host is named by the environment.
  const app = new Hono({ strict: false });

  app.get('/metadata/identity/oauth2/token', async (c) => {
    // The header proves that no proxy was tricked into asking; @azure/identity probes without it.
    if (c.req.header('metadata')?.toLowerCase() !== 'true') {
      return refuse(c, 'invalid_request', 'Required metadata header not specified');
    }
    const token = await tokenFor(deps, c);
    if ('refusal' in token) return token.refusal;
    return c.json({
      ...token.answer,
      expires_in: String(token.expiresIn),
      ext_expires_in: String(token.expiresIn),
      not_before: String(token.now),
    });
  });

  app.get('/msi/token', async (c) => {
    if (c.req.header('x-identity-header') !== deps.identityHeader) {
      return c.json(
        { statusCode: 401, message: 'The X-IDENTITY-HEADER is missing or wrong.' },
        401,
      );
    }
    const token = await tokenFor(deps, c);
    return 'refusal' in token ? token.refusal : c.json(token.answer);
  });
  return app;
}

type Token =
  | { refusal: Response }
  | { answer: Record<string, string>; expiresIn: number; now: number };

async function tokenFor(
  { signIn, machine }: { signIn: SignIn; machine: () => Machine },
  c: Context,
): Promise<Token> {
  const resource = c.req.query('resource');
  if (c.req.query('api-version') === undefined || resource === undefined) {
    return { refusal: refuse(c, 'invalid_request', 'Required audience parameter not specified') };
  }
  const principal = pickIdentity(machine(), wantedOf(c));
  if (principal === null) return { refusal: refuse(c, 'invalid_request', 'Identity not found') };
  const clientId = principal.clientId ?? principal.objectId;
  const { token, expiresIn } = await mintAccessToken(signIn, {
    principal,
    clientId,
    proof: '2',
    audience: resource,
    claims: readClaimsRequest(undefined),
  });
  // Absolute times are read by the client's own clock, which is the real one.
  const now = Math.floor(signIn.clock.realNow() / 1000);
  return {
    expiresIn,
    now,
    answer: {
      access_token: token,
      client_id: clientId,
      expires_on: String(now + expiresIn),
      resource,
      token_type: 'Bearer',
    },
  };
}

function wantedOf(c: Context): Wanted {
  const named = (...names: string[]) =>
    names.map((name) => c.req.query(name)).find((value) => value);
  const clientId = named('client_id', 'clientid');
  const objectId = named('object_id', 'principal_id');
  const resourceId = named('msi_res_id', 'mi_res_id');
  return {
    ...(clientId === undefined ? {} : { clientId }),
    ...(objectId === undefined ? {} : { objectId }),
    ...(resourceId === undefined ? {} : { resourceId }),
  };
}

function refuse(c: Context, error: string, description: string): Response {
  return c.json({ error, error_description: description }, 400);
}
