import { waitWithoutRetryAfter } from '../arm/backoff.ts';
import type { Service } from '../domain/configuration.ts';
import { LifeboatError } from '../domain/error.ts';
import type { Instant } from '../domain/instant.ts';
import { nameToType } from '../domain/name-to-type.ts';
import { isIdle } from '../domain/service-seen.ts';
import type { DeletedService, ServiceResource } from '../ports/azure.ts';
import { allowUndelete } from './approvals/allow-undelete.ts';
import { findDeleted, keepPurgeDeadline } from './deleted-service.ts';
import { lookAtService } from './look-at-service.ts';
import { sendUndelete } from './send-undelete.ts';
import { noteUndelete } from './undelete-trail.ts';
import { errorOfUnseen } from './unseen.ts';
import type { Work } from './work.ts';

/** How an undelete stands when the caller gets it back. */
export type Undeleted = {
  /** `done`: Azure said so. `going-on`: it was sent, or was under way, and nobody waits for it here. */
  end: 'done' | 'going-on';
  /** False when it was under way already: nothing was sent. */
  sent: boolean;
  /** Azure's state of the service, as last seen; null while it was not there. */
  state: string | null;
  /** Azure's deadline, had it stayed deleted; null when nobody said. */
  purgeAt: Instant | null;
};

/** How it is watched, and what was said about it. */
export type UndeleteWatch = {
  reason: string | null;
  /** Goes on without the second person the rules want, for this reason; null waits for one. */
  breakGlass: string | null;
  /** Aborting stops the watching; what Azure took goes on. */
  signal: AbortSignal;
  /** False returns as soon as Azure took it. */
  wait: boolean;
  say(text: string): void;
};

/** After a lost answer, a service that is still soft-deleted after this long was not undeleted. Milliseconds. */
const lostForMs = 3 * 60_000;

/**
 * Brings a soft-deleted service back: looks, asks Azure once, and follows the service's state until
 * Azure says that it succeeded. Where that is under way already it only follows.
 *
 * Effects: one PUT that Azure takes; the store and the audit trail.
 * Errors: `read-only`; `approval-required`; `conflict` for a service that is not deleted; `service-not-found` for one
 * that is neither there nor soft-deleted; Azure's refusal; why it could not be seen.
 */
export async function undelete(
  work: Work,
  service: Service,
  watch: UndeleteWatch,
): Promise<Undeleted> {
  if (work.configuration.readOnly) throw await readOnly(work, service);
  const found = await whatIsThere(work, service, watch.signal);
  if (found.kind === 'there') {
    const state = found.resource.provisioningState;
    // It came back since Lifeboat last looked, such as after a run that stopped watching.
    if (isAtRest(found.resource)) return { end: 'done', sent: false, state, purgeAt: null };
    watch.say(`${service.label} is there, and Azure works on it (${state}). Nothing was sent.`);
    const known = { sent: false, purgeAt: null, state };
    return followState(work, service, watch, { ...known, lost: false, firstWaitMs: null });
  }
  await allowUndelete(work, service, found.deleted, watch);
  const { purgeAt } = found.deleted;
  const sent = await sendUndelete(work, service, found.deleted, watch).catch((error: unknown) => {
    if (!watch.signal.aborted) throw error;
    return null;
  });
  // Stopped between two tries: Azure took neither.
  if (sent === null) throw notSentYet(service);
  if (sent.kind === 'overtaken') {
    const look = await lookAtService(work, service, watch.signal);
    if (!look.seen) throw purged(service, sent.azure);
    watch.say(`Somebody else undeletes ${service.label} already.`);
  }
  if (sent.kind === 'lost') {
    watch.say('The answer was lost. It is not sent again: Lifeboat looks what became of it.');
  }
  const known = { sent: sent.kind !== 'overtaken', purgeAt, state: null };
  const firstWaitMs = sent.kind === 'taken' ? sent.lookAfterMs : null;
  return followState(work, service, watch, { ...known, lost: sent.kind === 'lost', firstWaitMs });
}

type Followed = Omit<Undeleted, 'end'> & { lost: boolean; firstWaitMs: number | null };

/** Looks at the service, at a calm pace, until it is at rest, the caller stops, or it was never taken. */
async function followState(
  work: Work,
  service: Service,
  { signal, wait, say }: UndeleteWatch,
  followed: Followed,
): Promise<Undeleted> {
  const { clock, random } = work.ports;
  const { lost, firstWaitMs, ...known } = followed;
  let { state } = known;
  const startedAt = clock.monotonic();
  // A lost answer is looked after even by who does not wait: else nobody knew whether it was taken.
  if (!wait && !lost) return { ...known, end: 'going-on' };
  let waitMs = firstWaitMs ?? waitWithoutRetryAfter(0, random());
  for (;;) {
    try {
      await clock.sleep(waitMs, signal);
    } catch {
      return { ...known, state, end: 'going-on' };
    }
    const look = await lookAtService(work, service, signal);
    if (signal.aborted) return { ...known, state, end: 'going-on' };
    const elapsedMs = clock.monotonic() - startedAt;
    if (look.seen) {
      const now = look.value.provisioningState;
      if (isAtRest(look.value)) return await ended(work, service, { ...known, state: now });
      if (!wait) return { ...known, state: now, end: 'going-on' };
      if (now !== state) say(`${service.label} is back and ${now}.`);
      state = now;
    } else if (look.why.kind === 'absent' && lost && elapsedMs >= lostForMs) {
      const deleted = await findDeleted(work, service, signal);
      if (deleted.seen && deleted.value !== null) throw neverTaken(service);
    } else if (look.why.kind !== 'absent') {
      say(`${service.label} cannot be seen just now: ${look.why.words}`);
    }
    const asked = look.seen ? null : look.why.retryAfterMs;
    waitMs = asked ?? waitWithoutRetryAfter(Math.floor(elapsedMs / 120_000), random());
  }
}

function isAtRest({ provisioningState, targetProvisioningState }: ServiceResource): boolean {
  return isIdle(provisioningState) && (targetProvisioningState ?? '') === '';
}

async function ended(
  work: Work,
  service: Service,
  known: Omit<Undeleted, 'end'>,
): Promise<Undeleted> {
  await noteUndelete(work, service, `${service.label} is back: ${known.state}`);
  if (known.state?.toLowerCase() === 'succeeded') return { ...known, end: 'done' };
  throw new LifeboatError(
    'azure-failed',
    `${service.label} is back, but Azure says that it is ${known.state}.`,
    {
      hint: `Look at it in the portal; what else can be done: \`apim recover ${nameToType(service)}\`.`,
    },
  );
}

type There =
  | { kind: 'there'; resource: ServiceResource }
  | { kind: 'deleted'; deleted: DeletedService };

async function whatIsThere(work: Work, service: Service, signal: AbortSignal): Promise<There> {
  const before = (await work.ports.store.read()).get('service', service.id);
  const look = await lookAtService(work, service, signal);
  signal.throwIfAborted();
  if (look.seen) {
    const state = look.value.provisioningState;
    const wasAway = before?.exists === false || before?.provisioningState === 'Activating';
    if (/^(terminating|deleting)$/i.test(state)) throw stillGoing(service, state);
    if (!isAtRest(look.value) || (wasAway && /^succeeded$/i.test(state))) {
      return { kind: 'there', resource: look.value };
    }
    throw notDeleted(service, state);
  }
  if (look.why.kind !== 'absent') {
    throw errorOfUnseen(look.why, `the service ${service.label}`, 'service-not-found');
  }
  const deleted = await findDeleted(work, service, signal);
  signal.throwIfAborted();
  if (!deleted.seen) {
    throw errorOfUnseen(deleted.why, 'the soft-deleted services', 'service-not-found');
  }
  await keepPurgeDeadline(work, service, deleted.value);
  if (deleted.value !== null) return { kind: 'deleted', deleted: deleted.value };
  throw new LifeboatError(
    'service-not-found',
    `${service.label} is neither there nor soft-deleted. Azure keeps a deleted service for 48 hours: it was purged, or it never was where its resource id says.`,
    { hint: `The other ways back: \`apim recover ${nameToType(service)}\`.` },
  );
}

function stillGoing(service: Service, state: string): LifeboatError {
  return new LifeboatError(
    'service-busy',
    `${service.label} is just being deleted (${state}); only then can it be undeleted. Nothing was sent.`,
    { hint: `In a minute: \`apim undelete ${nameToType(service)}\`.` },
  );
}

function notDeleted(service: Service, state: string): LifeboatError {
  return new LifeboatError(
    'conflict',
    `${service.label} is not deleted: Azure says that it is ${state}. Nothing was sent.`,
    { hint: `What is wrong with it, and what helps: \`apim recover ${nameToType(service)}\`.` },
  );
}

function purged(service: Service, azure: NonNullable<LifeboatError['azure']>): LifeboatError {
  return new LifeboatError(
    'service-not-found',
    `${service.label} cannot be undeleted any more: Azure refused it, and lists it no longer among the soft-deleted. It was purged.`,
    { azure, hint: `The other ways back: \`apim recover ${nameToType(service)}\`.` },
  );
}

function neverTaken(service: Service): LifeboatError {
  return new LifeboatError(
    'azure-unreachable',
    `The answer to the undelete of ${service.label} was lost, and the service is still soft-deleted after 3 minutes: Azure did not take it, by all that can be seen.`,
    { hint: `Run it again: \`apim undelete ${nameToType(service)}\`.` },
  );
}

function notSentYet(service: Service): LifeboatError {
  return new LifeboatError(
    'interrupted',
    `Stopped while waiting to ask again. Azure took nothing: ${service.label} is still soft-deleted.`,
    { hint: `Go on with \`apim undelete ${nameToType(service)}\`.` },
  );
}

async function readOnly(work: Work, service: Service): Promise<LifeboatError> {
  const error = new LifeboatError(
    'read-only',
    `Lifeboat is read-only here, so it does not undelete ${service.label}. Nothing changed in Azure.`,
    { hint: 'Run it without --read-only, and without `readOnly: true` in the configuration.' },
  );
  await noteUndelete(work, service, error.message, 'refusal');
  return error;
}
