import type { Check } from '../domain/check.ts';
import type { Operation } from '../domain/operation.ts';

/** Whether Lifeboat itself has an operation of this service without a known end. */
export function checkOpenOperation(open: Operation | null): Check {
  const base = { name: 'open-operation', threshold: 'none' };
  if (open === null) {
    return { ...base, verdict: 'pass', measured: 'none', remedy: null, code: null };
  }
  return {
    ...base,
    verdict: 'fail',
    measured: `${open.kind} ${open.id} is ${open.status}`,
    remedy: `apim follow ${open.id}`,
    code: 'operation-open',
  };
}
