import { type ErrorCode, LifeboatError } from '../domain/error.ts';
import type { Unseen } from '../ports/azure.ts';

/** An error that says why something could not be read; `absent` gets the code the caller names. */
export function errorOfUnseen(why: Unseen, what: string, absent: ErrorCode): LifeboatError {
  const details = {
    ...(why.azure === null ? {} : { azure: why.azure }),
    ...(why.remedy === null ? {} : { hint: why.remedy }),
  };
  return new LifeboatError(
    codeOf(why, absent),
    `Lifeboat could not read ${what}: ${why.words}`,
    details,
  );
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
