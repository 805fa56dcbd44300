import { createHash } from 'node:crypto';

/** The counters of a row of a report, made up but always the same for the same subject. */
export function counters(subject: string): Record<string, number> {
  const draw = drawer(subject);
  const success = draw(900) + 100;
  const failed = draw(20);
  const blocked = draw(10);
  const average = draw(90) + 10;
  return {
    callCountSuccess: success,
    callCountBlocked: blocked,
    callCountFailed: failed,
    callCountOther: 0,
    callCountTotal: success + blocked + failed,
    bandwidth: success * 2048,
    cacheHitCount: draw(50),
    cacheMissCount: draw(50),
    apiTimeAvg: average,
    apiTimeMin: average / 2,
    apiTimeMax: average * 4,
    serviceTimeAvg: average * 0.8,
    serviceTimeMin: average * 0.4,
    serviceTimeMax: average * 3,
  };
}

/** Numbers below a bound, drawn in a fixed order for a subject. */
export function drawer(subject: string): (below: number) => number {
  const bytes = createHash('sha256').update(subject).digest();
  let next = 0;
  return (below) => {
    const value = bytes.readUInt16BE((next * 2) % 32);
    next += 1;
    return value % below;
  };
}
