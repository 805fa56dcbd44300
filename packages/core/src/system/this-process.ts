import { hostname, userInfo } from 'node:os';
import type { Requester } from '../domain/operation.ts';
import type { ThisProcess } from '../ports/system.ts';
import type { Clock, Ids } from '../ports/time.ts';
import { readNumbering, readProcStat } from './process-mark.ts';

/** This process, as others will know it; `door` is the way in it was started for. */
export function thisProcess(
  door: Requester['door'],
  { clock, ids }: { clock: Clock; ids: Ids },
): ThisProcess {
  const host = hostname();
  let id: string | null = null;
  const who = accountName();
  const numbering = readNumbering();
  const stat = readProcStat('self');
  return {
    // Made when it is first written: cryptography takes 3 ms to load, and readers need no name.
    get id() {
      id ??= ids.next();
      return id;
    },
    host,
    pid: process.pid,
    startedAt: Math.round(clock.now() - process.uptime() * 1000),
    ...(numbering !== null && stat !== null && { startMark: `${numbering}|${stat.startTicks}` }),
    door,
    who,
    requester: { who, host, door },
  };
}

/** A container may run under a number that has no name. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.geteuid?.() ?? 'unknown'}`;
  }
}
