import { UnsecuredJWT } from 'jose';
import type { Front } from '../fronts/listen.ts';
import { gone, type Wire } from '../fronts/wire.ts';
import type { BlobRules, BlobVault, Principal, SandboxClock, TokenInspector } from '../seams.ts';
import type { Azurite } from './azurite.ts';
import type { Forward } from './forward.ts';
import { heldBy } from './immutability.ts';
import { asOfLastSync } from './secondary.ts';
import { type StorageError, storageError } from './storage-error.ts';
import { actionOf, makesBlob, type Target, targetOf } from './target.ts';

/** What the blob front asks of the others. */
export type FrontDeps = {
  azurite: Azurite;
  forward: Forward;
  vault: BlobVault;
  rules: BlobRules;
  inspector: TokenInspector;
  clock: SandboxClock;
  newId: () => string;
  /** Lets the control plane finish what is due, such as a backup's blob, before blobs are served. */
  settle: () => Promise<void>;
  /** Where a caller without a valid token is sent to sign in. */
  authority: () => string;
};

/**
 * The blob endpoint: asks the world whether the caller may, then lets Azurite do it.
 *
 * A bearer token is checked here, for its signature and the sandbox's time,
 * and replaced by one that Azurite takes; a shared key or SAS is Azurite's to verify.
 */
export function createFront(deps: FrontDeps): Front {
  const token = new UnsecuredJWT({})
    .setIssuer('https://sts.windows.net/sandbox/')
    .setAudience('https://storage.azure.com')
    // Azurite compares with the sandbox's clock, which may stand anywhere.
    .setIssuedAt(0)
    .setNotBefore(0)
    .setExpirationTime(253_402_300_799)
    .encode();

  return async (request, wire) => {
    const target = targetOf(wire.incoming.url ?? '/');
    await deps.settle();
    const silence = deps.rules.silence(target.account, target.isSecondary);
    if (silence !== null) return goSilent(deps, silence, wire);
    const caller = await callerOf(deps, request, target);
    if ('refused' in caller) return refusal(deps, caller.refused, caller.challenge);

    await deps.azurite.inStep();
    const denied =
      (await deniedBy(deps, request.method, target, caller.who)) ??
      (await heldBy(
        {
          method: request.method,
          target,
          now: deps.clock.now(),
          onlyNew: request.headers.get('if-none-match') === '*',
        },
        deps,
      ));
    if (denied !== null) return refusal(deps, denied, false);

    const body = new Uint8Array(await request.arrayBuffer());
    const pass = caller.bearer ? { authorization: `Bearer ${token}` } : {};
    const answer = await deps.forward(wire, body, pass);
    if (isMisread(answer, caller)) return refusal(deps, wrongSignature, false);
    if (!target.isSecondary) return answer;
    const lastSync = deps.rules.lastSync(target.account) ?? 0;
    return (await asOfLastSync(answer, lastSync)) ?? refusal(deps, blobNotFound, false);
  };
}

/** What a region that is down does with a request; null when the connection is over. */
async function goSilent(
  deps: FrontDeps,
  silence: NonNullable<ReturnType<BlobRules['silence']>>,
  wire: Wire,
): Promise<Response | null> {
  if (silence === 'unavailable') return refusal(deps, serverBusy, false);
  if (silence === 'refuse') wire.reset();
  else await gone(wire);
  return null;
}

const serverBusy: StorageError = {
  status: 503,
  code: 'ServerBusy',
  message: 'The server is currently unable to receive requests. Please retry your request.',
};

/** Why the caller may not, or null. Who may only add may write where nothing is yet. */
async function deniedBy(
  deps: FrontDeps,
  method: string,
  target: Target,
  caller: Principal | 'key' | null,
): Promise<StorageError | null> {
  const { account, isSecondary, container } = target;
  const asked = { account, isSecondary, container, caller };
  const verdict = deps.rules.guard({ ...asked, action: actionOf(method, target) });
  if (verdict.allowed) return null;
  if (container !== null && target.blob !== null && makesBlob(method, target)) {
    const mayAdd = deps.rules.guard({ ...asked, action: 'add' }).allowed;
    if (mayAdd && (await deps.vault.createdAt(account, container, target.blob)) === null) {
      return null;
    }
  }
  return verdict;
}

/**
 * Azurite tries a shared key that does not verify as a bearer token next, and
 * then complains about its form; Azure says that the signature is wrong.
 */
function isMisread(answer: Response, caller: Caller): boolean {
  return (
    'who' in caller &&
    caller.who === 'key' &&
    answer.headers.get('x-ms-error-code') === 'InvalidAuthenticationInfo'
  );
}

const wrongSignature: StorageError = {
  status: 403,
  code: 'AuthenticationFailed',
  message:
    'Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.',
};

const blobNotFound: StorageError = {
  status: 404,
  code: 'BlobNotFound',
  message: 'The specified blob does not exist.',
};

type Caller =
  | { who: Principal | 'key' | null; bearer: boolean }
  | { refused: StorageError; challenge: boolean };

async function callerOf(deps: FrontDeps, request: Request, target: Target): Promise<Caller> {
  const authorization = request.headers.get('authorization');
  if (authorization === null) return { who: target.isSigned ? 'key' : null, bearer: false };
  if (!/^bearer /i.test(authorization)) return { who: 'key', bearer: false };
  const bearer = await deps.inspector.inspect(authorization, audiences(target.account));
  if (bearer.ok) return { who: bearer.principal, bearer: true };
  return {
    challenge: true,
    refused: {
      status: 401,
      code: 'InvalidAuthenticationInfo',
      message: `Server failed to authenticate the request. ${bearer.message}`,
    },
  };
}

function audiences(account: string): string[] {
  return ['https://storage.azure.com', `https://${account}.blob.core.windows.net`];
}

function refusal(deps: FrontDeps, error: StorageError, challenge: boolean): Response {
  return storageError(error, {
    requestId: deps.newId(),
    nowMs: deps.clock.now(),
    headers: challenge
      ? {
          'www-authenticate': `Bearer authorization_uri=${deps.authority()}/oauth2/authorize resource_id=https://storage.azure.com`,
        }
      : {},
  });
}
