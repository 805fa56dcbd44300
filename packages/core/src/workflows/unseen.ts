import { stepAfter } from '../domain/azure-advice.ts';
import { type ErrorCode, LifeboatError } from '../domain/error.ts';
import type { Unseen } from '../ports/azure.ts';

/** An error that says why something could not be read; `absent` gets the code the caller names. */
export function errorOfUnseen(why: Unseen, what: string, absent: ErrorCode): LifeboatError {
  const details = {
    ...(why.azure === null ? {} : { azure: why.azure }),
    hint: why.remedy ?? stepAfter(why.azure?.code ?? null) ?? stepOf(why.kind),
  };
  return new LifeboatError(
    codeOf(why, absent),
    `Lifeboat could not read ${what}: ${why.words}`,
    details,
  );
}

/** What to do next where neither the adapter nor Azure's code tells (promise 9). */
function stepOf(kind: Unseen['kind']): string {
  switch (kind) {
    case 'absent':
      return 'Check the name, the subscription and the tenant that is signed in: `apim whoami`.';
    case 'denied':
      return 'Ask for the right to read it, or sign in as somebody who has it.';
    case 'not-signed-in':
      return 'Sign in again: `apim login`.';
    case 'foreign-origin':
      return 'Check the addresses of the configured cloud, and any proxy between here and Azure.';
    case 'no-network':
      return 'Check the network, the proxy and the addresses of the configured cloud: `apim doctor`.';
    case 'throttled':
    case 'error':
      return 'Try again in a minute; if it stays like this: `apim doctor`.';
  }
}

function codeOf(why: Unseen, absent: ErrorCode): ErrorCode {
  switch (why.kind) {
    case 'absent':
      return absent;
    case 'denied':
      return 'not-allowed';
    case 'not-signed-in':
      return 'not-signed-in';
    case 'foreign-origin':
      return 'foreign-origin';
    case 'no-network':
    case 'throttled':
    case 'error':
      return 'azure-unreachable';
  }
}
