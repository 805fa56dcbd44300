import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../packages/core/src/system/system-clock.ts';

const clock = systemClock();

describe('the system’s clock', () => {
  it('sleeps no shorter than asked', async () => {
    const before = clock.monotonic();
    await clock.sleep(20);

    expect(clock.monotonic() - before).toBeGreaterThanOrEqual(20);
  });

  it('wakes with the signal’s own reason', async () => {
    const stop = new AbortController();
    const reason = new Error('the person pressed ctrl-c');
    const asleep = clock.sleep(60_000, stop.signal);
    stop.abort(reason);

    await expect(asleep).rejects.toBe(reason);
    await expect(clock.sleep(60_000, stop.signal)).rejects.toBe(reason);
  });

  it('does not wake at once from a sleep longer than a timer can hold', async () => {
    const stop = new AbortController();
    let woke = false;
    const asleep = clock.sleep(40 * 24 * 60 * 60 * 1000, stop.signal).then(
      () => {
        woke = true;
      },
      () => undefined,
    );
    await clock.sleep(30);
    stop.abort();
    await asleep;

    expect(woke).toBe(false);
  });

  it('lets the process end during a background sleep, and not during any other', () => {
    const url = new URL('../../../packages/core/src/system/system-clock.ts', import.meta.url);
    const run = (options: string): string =>
      execFileSync(process.execPath, [
        '--input-type=module',
        '-e',
        `const { systemClock } = await import(${JSON.stringify(url.href)});
         systemClock().sleep(200, undefined, ${options}).then(() => process.stdout.write('woke'));`,
      ]).toString();

    expect(run('{ background: true }')).toBe('');
    expect(run('{}')).toBe('woke');
  });
});
