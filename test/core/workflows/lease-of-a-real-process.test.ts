import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Leases } from '../../../packages/core/src/ports/leases.ts';
import { systemClock } from '../../../packages/core/src/system/system-clock.ts';
import { systemIds } from '../../../packages/core/src/system/system-ids.ts';
import {
  processFacts,
  systemProcesses,
} from '../../../packages/core/src/system/system-processes.ts';
import { thisProcess } from '../../../packages/core/src/system/this-process.ts';
import { type ManualClock, manualClock } from '../../../packages/core/src/testing/manual-clock.ts';
import { createLeases } from '../../../packages/core/src/workflows/lease.ts';
import { type Child, startFixture } from '../store/child.ts';
import { type FolderBench, folderBench } from '../store/json-file/bench.ts';

let bench: FolderBench;
let clock: ManualClock;
let leases: Leases;
let child: Child;

beforeEach(async () => {
  bench = await folderBench();
  clock = manualClock();
  const me = thisProcess('watch', { clock: systemClock(), ids: systemIds() });
  leases = createLeases({
    clock,
    store: bench.open(),
    processes: systemProcesses(processFacts(me.host)),
    thisProcess: me,
    log: bench.log,
  });
  child = startFixture('hold-lease', bench.folder, 'o1');
  await child.said(1);
});

afterEach(async () => {
  child.process.kill('SIGKILL');
  await child.ended;
  await leases.close();
  await bench.close();
});

describe('the lease of a real process', () => {
  it('stays while the process lives, and is taken over at once when it was killed', async () => {
    expect(await leases.take('o1')).toBe(false);

    child.process.kill('SIGKILL');
    await child.ended;

    expect(await leases.take('o1')).toBe(true);
  });

  it('stays with a stopped process until its beat stood still for 60 s', async () => {
    child.process.kill('SIGSTOP');
    expect(await leases.take('o1')).toBe(false);
    await clock.advance(59_000);
    expect(await leases.take('o1')).toBe(false);
    await clock.advance(1_000);

    expect(await leases.take('o1')).toBe(true);
  });
});
