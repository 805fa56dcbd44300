import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Beat } from '../../../packages/core/src/domain/lease.ts';
import { systemClock } from '../../../packages/core/src/system/system-clock.ts';
import { systemIds } from '../../../packages/core/src/system/system-ids.ts';
import {
  type ProcessFacts,
  processFacts,
  systemProcesses,
} from '../../../packages/core/src/system/system-processes.ts';
import { thisProcess } from '../../../packages/core/src/system/this-process.ts';

const me = thisProcess('cli', { clock: systemClock(), ids: systemIds() });
const real = systemProcesses(processFacts(me.host));
const onLinux = process.platform === 'linux';

/** A kernel that answers as told. */
function playing(facts: Partial<ProcessFacts>): ReturnType<typeof systemProcesses> {
  return systemProcesses({
    host: 'laptop',
    numbering: 'boot-1|pid:[1]',
    stat: () => ({ ended: false, startTicks: '500' }),
    signal: () => 'present',
    ...facts,
  });
}

const other: Pick<Beat, 'host' | 'pid' | 'startedAt' | 'startMark'> = {
  host: 'laptop',
  pid: 77,
  startedAt: 0,
  startMark: 'boot-1|pid:[1]|500',
};

describe('this process', () => {
  it('is not gone, and knows when it began', () => {
    expect(real.look(me)).toBe('perhaps');
    expect(Math.abs(me.startedAt - (Date.now() - process.uptime() * 1000))).toBeLessThan(2_000);
    expect(me.requester).toEqual({ who: me.who, host: me.host, door: 'cli' });
  });

  it.runIf(onLinux)('carries the kernel’s own mark', () => {
    const ticks = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ')[19];

    expect(me.startMark?.split('|')).toEqual([
      readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
      expect.stringMatching(/^pid:\[\d+\]$/),
      ticks,
    ]);
  });
});

describe('a real process', () => {
  it('is perhaps there while it runs or is stopped, and gone once it was killed', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    const pid = child.pid ?? 0;
    const seen = { host: me.host, pid, startedAt: Date.now() };

    expect(real.look(seen)).toBe('perhaps');
    child.kill('SIGSTOP');
    expect(real.look(seen)).toBe('perhaps');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(real.look(seen)).toBe('gone');
  });

  it.runIf(onLinux)(
    'is another one when it began at another tick, whatever the wall clock says',
    () => {
      const [boot, namespace] = me.startMark?.split('|') ?? [];

      expect(real.look({ ...me, startMark: `${boot}|${namespace}|1` })).toBe('gone');
      expect(real.look({ ...me, startedAt: 0 })).toBe('perhaps');
    },
  );
});

describe('looking at a process', () => {
  it('proves nothing about another host', () => {
    expect(playing({ host: 'server', signal: () => 'absent' }).look(other)).toBe('perhaps');
  });

  it('finds it gone when no process has its number', () => {
    expect(playing({ signal: () => 'absent', stat: () => null }).look(other)).toBe('gone');
  });

  it('finds it gone when the number belongs to a younger process', () => {
    const stat = () => ({ ended: false, startTicks: '501' });

    expect(playing({ stat }).look(other)).toBe('gone');
  });

  it('finds it gone when it ended and only its parent has not noticed', () => {
    const stat = () => ({ ended: true, startTicks: '500' });

    expect(playing({ stat }).look(other)).toBe('gone');
  });

  it('finds it gone when the machine was booted since', () => {
    expect(playing({ numbering: 'boot-2|pid:[1]' }).look(other)).toBe('gone');
  });

  it('proves nothing about another container of the same name', () => {
    const facts = { numbering: 'boot-1|pid:[2]', signal: () => 'absent' as const };

    expect(playing(facts).look(other)).toBe('perhaps');
  });

  it('goes by the number alone where the kernel tells no more', () => {
    const bare = { host: 'laptop', pid: 77, startedAt: 0 };

    expect(playing({ stat: () => null, numbering: null }).look(bare)).toBe('perhaps');
    expect(playing({ signal: () => 'absent', numbering: null }).look(bare)).toBe('gone');
  });
});
