import type { Principal } from '../seams.ts';
import type { SignIn } from './context.ts';
import { given, type Outcome, refusals } from './sign-in-error.ts';
import { type DeviceGrant, nextOrder, type UserGrant } from './state.ts';
import { type Authority, findUser, isKnownClient } from './tenants.ts';

/** Entra's device codes live 15 minutes ("Device authorization grant flow", read 2026-11). */
const lifeSeconds = 900;

/** Starts a device sign-in: a code for the client, another for the person. */
export function startDevice(
  context: SignIn,
  authority: Authority,
  form: Record<string, string>,
): Outcome<Record<string, string | number>> {
  const { client_id: clientId, scope } = form;
  if (clientId === undefined) return refusals.missingParameter('client_id');
  if (scope === undefined) return refusals.missingParameter('scope');
  if (!isKnownClient(context.directory, authority, clientId)) {
    return refusals.unknownApplication(clientId, authority.segment);
  }
  const deviceCode = `sandbox-device.${context.newId()}`;
  const userCode = context.newId().replaceAll('-', '').slice(0, 9).toUpperCase();
  const page = `${context.origin()}/devicelogin`;
  context.state.devices.set(deviceCode, {
    userCode,
    clientId,
    tenant: authority.segment,
    scope,
    expiresAt: context.clock.now() + lifeSeconds * 1000,
    polledAt: null,
    decision: null,
  });
  return given({
    user_code: userCode,
    device_code: deviceCode,
    verification_uri: page,
    expires_in: Math.floor(lifeSeconds / context.clock.rate()),
    interval: context.options.deviceCodeIntervalSeconds,
    message: `To sign in, use a web browser to open the page ${page} and enter the code ${userCode} to authenticate.`,
  });
}

/** What the client gets when it asks whether the person has decided. */
export function pollDevice(context: SignIn, deviceCode: string | undefined): Outcome<UserGrant> {
  const { state, clock, options } = context;
  const device = state.devices.get(deviceCode ?? '');
  if (device === undefined) return refusals.unknownGrant();
  const realNow = clock.realNow();
  const sinceLast = device.polledAt === null ? Number.POSITIVE_INFINITY : realNow - device.polledAt;
  device.polledAt = realNow;
  const decision = device.decision ?? automaticDecision(context, device);
  if (decision === null && device.expiresAt <= clock.now()) return refusals.expiredDeviceCode();
  if (decision === 'declined') return refusals.declined();
  if (decision === null) {
    // A fifth less than asked for is still forgiven, since timers are not exact.
    const isEager = sinceLast < options.deviceCodeIntervalSeconds * 800;
    return isEager ? refusals.tooFast() : refusals.pending();
  }
  state.devices.delete(deviceCode ?? '');
  return given({
    principal: decision.by,
    clientId: device.clientId,
    scope: device.scope,
    nonce: null,
    order: nextOrder(state),
  });
}

function automaticDecision(
  { directory, state }: SignIn,
  device: DeviceGrant,
): DeviceGrant['decision'] {
  if (state.autoApprove === null) return null;
  const by = findUser(directory, authorityOf(device), state.autoApprove);
  return by === null ? null : { by };
}

/** A person's answer on the page or the control endpoint; says what came of it. */
export function decideDevice(
  context: SignIn,
  userCode: string,
  user: string | null,
): { ok: true; by: Principal | null } | { ok: false; reason: 'no such code' | 'no such user' } {
  const device = [...context.state.devices.values()].find(
    (each) => each.userCode === userCode.trim().toUpperCase(),
  );
  if (device === undefined || device.expiresAt <= context.clock.now()) {
    return { ok: false, reason: 'no such code' };
  }
  if (user === null) {
    device.decision = 'declined';
    return { ok: true, by: null };
  }
  const by = findUser(context.directory, authorityOf(device), user);
  if (by === null) return { ok: false, reason: 'no such user' };
  device.decision = { by };
  return { ok: true, by };
}

function authorityOf({ tenant }: DeviceGrant): Authority {
  const everywhere = ['adfs', 'common', 'organizations'].includes(tenant);
  return { segment: tenant, tenantId: everywhere ? null : tenant };
}
