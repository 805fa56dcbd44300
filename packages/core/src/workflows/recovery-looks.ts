import type { Service } from '../domain/configuration.ts';
import { asLifeboatError } from '../domain/error.ts';
import type { AzureState, GatewayFact, SignInFact } from '../domain/recovery-facts.ts';
import type { DeletedService, Look, ServiceResource, Unseen } from '../ports/azure.ts';
import type { GatewayAnswer } from '../ports/gateway.ts';
import { findDeleted } from './deleted-service.ts';
import { lookAtService } from './look-at-service.ts';
import { within } from './within.ts';
import type { Work } from './work.ts';

/**
 * How long each look may take. A token of the Azure CLI takes seconds, a healthy answer far less
 * than one; at 3 am nobody waits longer for a dead region. Milliseconds.
 */
export const lookForMs = 8_000;

/** What was seen, side by side. */
export type RecoveryLooks = {
  service: Look<ServiceResource>;
  deleted: Look<DeletedService | null>;
  manager: Look<unknown>;
  signIn: SignInFact;
  gateways: GatewayFact[];
};

/** A gateway to ask; region null for the address of all regions. */
type Place = { region: string | null; url: string };

/** Looks at the service, its gateways and the way to Azure, each for a few seconds. Never fails but by the signal. */
export async function lookForRecovery(
  work: Work,
  service: Service,
  signal?: AbortSignal,
): Promise<RecoveryLooks> {
  const azure = work.ports.azure(service.signIn);
  const known = (await work.ports.store.read()).get('service', service.id);
  const asked = new Map<string, Promise<GatewayFact>>();
  const ask = (places: readonly Place[]): void => {
    for (const place of places) {
      if (asked.has(place.url)) continue;
      const probing = probe(work, place, signal);
      // Rejects only with the signal's reason, perhaps before anybody awaits it.
      probing.catch(() => undefined);
      asked.set(place.url, probing);
    }
  };
  ask(placesOf(known?.gateways ?? [], known?.gatewayUrl ?? null));
  const limited = <T>(act: (inner: AbortSignal) => Promise<Look<T>>): Promise<Look<T>> =>
    lookWithin(work, signal, act);
  const [seen, deleted, manager, signIn] = await Promise.all([
    limited((inner) => lookAtService(work, service, inner)).then((look) => {
      if (look.seen) ask(placesOf(look.value.gateways, look.value.gatewayUrl));
      return look;
    }),
    limited((inner) => findDeleted(work, service, inner)),
    // Resource Manager answers this one itself, whatever region is down.
    limited((inner) => azure.subscriptions.list(inner)),
    lookAtSignIn(work, service, signal),
  ]);
  const gateways = await Promise.all(asked.values());
  // A gateway that only this machine remembers says nothing of a service that has others now.
  const current = seen.seen
    ? new Set(placesOf(seen.value.gateways, seen.value.gatewayUrl).map(({ url }) => url))
    : null;
  return {
    service: seen,
    deleted,
    manager,
    signIn,
    gateways: gateways.filter(({ url }) => current === null || current.has(url)),
  };
}

/** A look that is over after some seconds, and then saw nothing. */
export async function lookWithin<T>(
  work: Work,
  signal: AbortSignal | undefined,
  act: (signal: AbortSignal) => Promise<Look<T>>,
): Promise<Look<T>> {
  const look = await within(work.ports.clock, lookForMs, signal, act);
  signal?.throwIfAborted();
  return look.inTime ? look.value : { seen: false, why: noAnswerYet };
}

const noAnswerYet: Unseen = {
  kind: 'no-network',
  words: `no answer within ${lookForMs / 1000} seconds`,
  azure: null,
  retryAfterMs: null,
  remedy: null,
};

/** What the looks say of the service. */
export function azureState({ service, deleted }: RecoveryLooks): AzureState {
  if (service.seen) return { kind: 'there', provisioningState: service.value.provisioningState };
  const entry = deleted.seen ? deleted.value : null;
  // Azure lists a service either here or there.
  if (entry !== null) {
    return { kind: 'deleted', deletedAt: entry.deletedAt, purgeAt: entry.purgeAt };
  }
  const { kind, words, remedy } = service.why;
  switch (kind) {
    case 'absent':
      return deleted.seen ? { kind: 'gone' } : { kind: 'missing', words: deleted.why.words };
    case 'denied':
      return { kind: 'unseen', reason: 'refused', words, remedy };
    case 'not-signed-in':
      return { kind: 'unseen', reason: 'not-signed-in', words, remedy };
    case 'no-network':
      return { kind: 'unseen', reason: 'silent', words, remedy };
    case 'throttled':
    case 'error':
    case 'foreign-origin':
      return { kind: 'unseen', reason: 'error', words, remedy };
  }
}

/** Whether Resource Manager answered in its own name; a gateway's 503 in its place does not count. */
export function managerAnswers({ deleted, manager }: RecoveryLooks): boolean {
  return [deleted, manager].some(
    (look) =>
      look.seen ||
      ((look.why.kind === 'denied' || look.why.kind === 'throttled') && look.why.azure !== null),
  );
}

function placesOf(gateways: readonly Place[], gatewayUrl: string | null): Place[] {
  // With one region the address of all leads to the same gateway.
  if (gateways.length === 1 || gatewayUrl === null) return [...gateways];
  return [...gateways, { region: null, url: gatewayUrl }];
}

async function probe(
  work: Work,
  { region, url }: Place,
  signal: AbortSignal | undefined,
): Promise<GatewayFact> {
  const { clock, gateway } = work.ports;
  const asked = await within(clock, lookForMs, signal, (inner) => gateway.probe(url, inner));
  signal?.throwIfAborted();
  const answer: GatewayAnswer = asked.inTime
    ? asked.value
    : { kind: 'no-answer', words: noAnswerYet.words };
  if (answer.kind === 'no-answer') {
    return { region, url, state: 'unknown', status: null, ms: null, words: answer.words };
  }
  const { status, ms } = answer;
  const good = status === 200;
  const words = `HTTP ${status} in ${ms} ms`;
  return { region, url, state: good ? 'serves' : 'bad', status, ms, words };
}

async function lookAtSignIn(
  work: Work,
  service: Service,
  signal: AbortSignal | undefined,
): Promise<SignInFact> {
  const { session } = work.ports.azure(service.signIn);
  try {
    const look = await within(work.ports.clock, lookForMs, signal, (inner) =>
      session.identity(inner),
    );
    return look.inTime
      ? { kind: 'works', who: look.value.who }
      : { kind: 'silent', words: `no token within ${lookForMs / 1000} seconds` };
  } catch (error) {
    signal?.throwIfAborted();
    const { code, message, hint } = asLifeboatError(error);
    if (code === 'azure-unreachable') return { kind: 'silent', words: message };
    return { kind: 'refused', words: message, remedy: hint ?? session.remedy };
  }
}
