import { expiresAt } from '../../domain/backup.ts';
import { parseBlobName } from '../../domain/blob-name.ts';
import type { Instant } from '../../domain/instant.ts';
import { sameTier, tierHasBackup } from '../../domain/tier.ts';
import type { OperationLook, StartAnswer, StartRequest } from '../../ports/azure.ts';
import { eventOf, type FakeRun, type FakeService, failure, type World } from './world.ts';

/** How long the pretend Azure takes, and what it says about when to ask again. */
export type RunPace = {
  backupMs: number;
  restoreMs: number;
  /** Seconds in `Retry-After`; null leaves the header out. */
  retryAfter: number | null;
};

const host = 'https://management.azure.com';

/**
 * Starts a backup or restore as the resource manager does: refuses with Azure's codes, else
 * accepts, locks the service, and answers with a `Location` with its double slash
 * (facts/azure.md 2.2 and 2.3).
 */
export function startRun(
  world: World,
  request: StartRequest,
  now: Instant,
  pace: RunPace,
): StartAnswer {
  const id = request.resourceId.toLowerCase();
  const service = world.services.get(id);
  const refusal = refusalOf(world, request, service, now);
  if (refusal !== null || service === undefined) {
    const missing = () => failure(world, 404, 'ResourceNotFound', `${id} was not found.`);
    return { kind: 'rejected', azure: refusal ?? missing() };
  }
  world.count += 1;
  const number = world.runs.length + 1;
  const run: FakeRun = {
    kind: request.kind,
    number,
    service: id,
    account: request.account,
    container: request.container,
    blobName: request.blobName,
    access: request.access,
    clientRequestId: request.clientRequestId,
    correlationId: `correlation-${number}`,
    startedAt: now,
    endsAt: now + (request.kind === 'backup' ? pace.backupMs : pace.restoreMs),
    failure: null,
    ended: false,
  };
  world.runs.push(run);
  world.events.push(eventOf(run, 'started', now), eventOf(run, 'accepted', now));
  world.services.set(id, { ...service, provisioningState: 'Updating' });
  return {
    kind: 'accepted',
    location: addressOf(run, '//', request.apiVersion),
    asyncOperation: null,
    retryAfterMs: pace.retryAfter === null ? null : pace.retryAfter * 1_000,
    date: wholeSecond(now),
    requestId: `request-${world.count}`,
    correlationId: run.correlationId,
  };
}

function refusalOf(
  world: World,
  request: StartRequest,
  service: FakeService | undefined,
  now: Instant,
) {
  if (service === undefined) return null;
  const { name, tier, provisioningState } = service;
  if (!tierHasBackup(tier)) {
    return failure(world, 400, 'InvalidParameters', `The ${tier} tier has no ${request.kind}.`);
  }
  if (provisioningState !== 'Succeeded' && provisioningState !== 'Failed') {
    const words = `The API Service ${name} is transitioning at this time. Please try the request again later.`;
    return failure(world, 409, 'ServiceLocked', words);
  }
  if (request.kind === 'backup') return null;
  const blob = world.containers
    .get(`${request.account}/${request.container}`)
    ?.get(request.blobName);
  const made = parseBlobName(request.blobName)?.tier ?? tier;
  if (!sameTier(made, tier)) {
    const words = `Cannot restore: current SKU is '${tier}', backup SKU is '${made}'`;
    return failure(world, 400, 'RestoreFailed', words);
  }
  const createdAt = blob?.createdAt ?? null;
  if (createdAt === null || now < expiresAt({ createdAt })) return null;
  return failure(world, 400, 'RestoreFailed', 'Cannot restore: backup expired');
}

/** Answers a question about a run: 202 with a new `Location` while it goes on, then how it ended. */
export function askRun(world: World, address: string, now: Instant, pace: RunPace): OperationLook {
  world.count += 1;
  const found = /\/operationresults\/run-(\d+)-\d+\?api-version=([\d-]+)/.exec(address);
  const run = world.runs[Number(found?.[1] ?? 0) - 1];
  const headers: Record<string, string> = {
    date: new Date(now).toUTCString(),
    'x-ms-request-id': `request-${world.count}`,
    'x-ms-correlation-request-id': run?.correlationId ?? `correlation-of-request-${world.count}`,
  };
  if (run === undefined) {
    return answer(404, headers, errorText('ResourceNotFound', 'The operation was not found.'));
  }
  if (!run.ended) {
    headers.location = addressOf(run, '/', found?.[2] ?? '', world.count);
    if (pace.retryAfter !== null) headers['retry-after'] = String(pace.retryAfter);
    return answer(202, headers, '');
  }
  if (run.failure !== null) {
    const { status, code, message } = run.failure;
    return answer(status ?? 400, headers, errorText(code ?? 'BackupFailed', message));
  }
  const service = world.services.get(run.service);
  return answer(200, headers, JSON.stringify(service?.resource ?? {}));
}

function answer(status: number, headers: Record<string, string>, text: string): OperationLook {
  return { kind: 'answer', answer: { status, headers, text } };
}

function errorText(code: string, message: string): string {
  return JSON.stringify({ error: { code, message, details: null, innerError: null } });
}

function addressOf(run: FakeRun, slash: string, apiVersion: string, turn = 0): string {
  return `${host}${run.service}${slash}operationresults/run-${run.number}-${turn}?api-version=${apiVersion}`;
}

/** HTTP dates have whole seconds. */
function wholeSecond(now: Instant): Instant {
  return now - (now % 1_000);
}
