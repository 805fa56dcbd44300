import { html } from 'hono/html';
import type { Principal } from '../seams.ts';
import type { SignIn } from './context.ts';
import { given, type Outcome, refusals } from './sign-in-error.ts';
import { nextOrder } from './state.ts';
import { type Authority, findUser, isKnownClient } from './tenants.ts';

/** Entra's codes live about ten minutes ("Authorization code flow", read 2026-11). */
const codeLifeMs = 600_000;

/** What the browser is to do next. */
export type AuthorizeStep =
  | { step: 'redirect'; to: string }
  | { step: 'post'; to: string; fields: Record<string, string> }
  | { step: 'ask' };

/**
 * Decides on a request to the authorize endpoint: back to the client with a
 * code, or ask who agrees.
 *
 * A person agrees at once when one is set to, else when `login_hint` names one
 * (and no `prompt` insists on asking); else the page asks.
 */
export function authorize(
  context: SignIn,
  authority: Authority,
  query: Record<string, string>,
): Outcome<AuthorizeStep> {
  const { client_id: clientId, redirect_uri: redirectUri } = query;
  if (clientId === undefined) return refusals.missingParameter('client_id');
  if (redirectUri === undefined || !URL.canParse(redirectUri)) {
    return refusals.missingParameter('redirect_uri');
  }
  if (!isKnownClient(context.directory, authority, clientId)) {
    return refusals.unknownApplication(clientId, authority.segment);
  }
  if (query.response_type !== 'code') return refusals.missingParameter('response_type=code');
  if (query.decision === 'deny') {
    return given(
      answer(query, redirectUri, {
        error: 'access_denied',
        error_description: 'AADSTS65004: User declined to consent to access the app.',
      }),
    );
  }
  const by = whoAgrees(context, authority, query);
  if (by === null) return given({ step: 'ask' });
  const code = rememberCode(context, by, { query, clientId, redirectUri });
  return given(answer(query, redirectUri, { code }));
}

function whoAgrees(
  { directory, state }: SignIn,
  authority: Authority,
  { user, login_hint: hint, prompt }: Record<string, string>,
): Principal | null {
  const hinted = prompt === 'login' || prompt === 'select_account' ? undefined : hint;
  const name = user ?? state.autoApprove ?? hinted;
  return name === undefined ? null : findUser(directory, authority, name);
}

function rememberCode(
  context: SignIn,
  principal: Principal,
  asked: { query: Record<string, string>; clientId: string; redirectUri: string },
): string {
  const { query, clientId, redirectUri } = asked;
  const code = `1.sandbox-code.${context.newId()}`;
  const now = context.clock.now();
  context.state.codes.set(code, {
    principal,
    clientId,
    redirectUri,
    scope: query.scope ?? '',
    nonce: query.nonce ?? null,
    challenge:
      query.code_challenge === undefined
        ? null
        : {
            value: query.code_challenge,
            method: query.code_challenge_method === 'S256' ? 'S256' : 'plain',
          },
    order: nextOrder(context.state),
    expiresAt: now + codeLifeMs,
    used: false,
  });
  return code;
}

function answer(
  query: Record<string, string>,
  redirectUri: string,
  values: Record<string, string>,
): AuthorizeStep {
  const fields = query.state === undefined ? values : { ...values, state: query.state };
  if (query.response_mode === 'form_post') return { step: 'post', to: redirectUri, fields };
  const parameters = new URLSearchParams(fields).toString();
  if (query.response_mode === 'fragment')
    return { step: 'redirect', to: `${redirectUri}#${parameters}` };
  const joint = redirectUri.includes('?') ? '&' : '?';
  return { step: 'redirect', to: `${redirectUri}${joint}${parameters}` };
}

/** The page that asks who signs in. */
export function askPage(query: Record<string, string>) {
  const kept = Object.entries(query).filter(([name]) => name !== 'user' && name !== 'decision');
  return html`<!doctype html>
    <title>Sandbox sign-in</title>
    <h1>Sign in to the sandbox</h1>
    <form method="get">
      ${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      <label>User <input name="user" value="${query.login_hint ?? ''}" required /></label>
      <button>Agree</button>
      <button name="decision" value="deny" formnovalidate>Decline</button>
    </form>`;
}

/** The page that carries an answer to the client in a form. */
export function postPage(to: string, fields: Record<string, string>) {
  return html`<!doctype html>
    <title>Sandbox sign-in</title>
    <form method="post" action="${to}">
      ${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      <button>Continue</button>
    </form>
    <script>document.forms[0].submit()</script>`;
}

/** The page where a person enters a device's code. */
export function devicePage(said: string) {
  return html`<!doctype html>
    <title>Sandbox device sign-in</title>
    <h1>Enter the code your device shows</h1>
    <p>${said}</p>
    <form method="post">
      <label>Code <input name="code" required /></label>
      <label>User <input name="user" required /></label>
      <button>Agree</button>
      <button name="decision" value="deny" formnovalidate>Decline</button>
    </form>`;
}
