import { isEnded, type Operation } from '@lifeboat/core';

/** What went wrong last with a service, and how often in a row. */
export type LastFailure = { operation: Operation; times: number };

/**
 * The newest end of an operation of a service, when that is a failure; with how many of its kind
 * failed since one went well. Null when the newest went well, or none ended. One pass over the records.
 */
export function lastFailure(operations: readonly Operation[], service: string): LastFailure | null {
  const ended = operations
    .filter((each) => each.service === service && isEnded(each.status))
    .toSorted((one, other) => endOf(other) - endOf(one));
  const operation = ended[0];
  if (operation === undefined || operation.status !== 'failed') return null;
  const same = ended.filter(({ kind }) => kind === operation.kind);
  const well = same.findIndex(({ status }) => status === 'succeeded');
  const since = well === -1 ? same : same.slice(0, well);
  return { operation, times: since.filter(({ status }) => status === 'failed').length };
}

function endOf({ endedAt, plannedAt }: Operation): number {
  return endedAt ?? plannedAt;
}
