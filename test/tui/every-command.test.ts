import { commandName, commands, splitLine } from '@lifeboat/core';
import { afterEach, describe, expect, it } from 'vitest';
import { sampleFleet } from '../harness/sample-fleet.ts';
import { openUi, press, type Ui } from '../harness/ui.ts';

/** A line of each command, and what its answer or its screen says. */
const lines: readonly [line: string, says: RegExp][] = [
  ['services', /Fleet/],
  ['status', /needs a person/i],
  ['recover contoso-pay', /what was seen|ways? back/i],
  ['backup contoso-prod --plan', /usually 7 min/],
  ['restore contoso-dr --from latest:contoso-prod --plan', /from production into standby/],
  ['undelete contoso-prod', /contoso-prod is not deleted/],
  ['follow', /Azure says it is still running/],
  ['abandon 0fab --reason "it is stuck"', /operations begin with 0fab/],
  ['backups contoso-prod', /bprod3/],
  ['show bprod3', /restorable until +23 Dec/],
  ['note bprod3 "before the release"', /Noted with/],
  ['expiring', /Thu 26 Nov +in 3 d/],
  ['snooze contoso-pay 2d', /Nobody is told of the warnings/],
  ['schedule', /missed, to be caught up/],
  ['schedule pause contoso-prod --for 4h --reason release', /is paused until/],
  ['schedule resume contoso-prod', /not paused/],
  ['hold contoso-prod --for 4h --reason release', /is held until/],
  ['release contoso-prod', /not held|no hold/i],
  ['reconcile', /Reading the storage/],
  ['prune', /no `keep` is configured/],
  ['analytics export contoso-prod --from 2026-11-20 --to 2026-11-21', /14 of 14 files/],
  ['approvals', /Nobody asked for a second person/],
  ['approve a7k2m9x', /There is no request/],
  ['reject a7k2m9x --reason "not now"', /There is no request/],
  ['login', /Signed in as ana/],
  ['logout', /no tokens|are deleted/],
  ['whoami', /TOKEN UNTIL/],
  ['doctor', /local-disk/],
  ['notify test', /there is no receiver/],
  ['audit', /Nothing was written down yet/],
  ['paths', /\/state\/store\.json/],
  ['help restore', /Replace a service/],
];

let ui: Ui | null = null;
afterEach(async () => {
  ui?.type(press.ctrlC);
  await ui?.ended;
});

describe('the palette', () => {
  it('has a line here for every command of the terminal UI', () => {
    const all = commands.filter(({ doors }) => doors.includes('tui')).map(commandName);
    const nameOf = (line: string): string | undefined => {
      const words = splitLine(line).words.map(({ text }) => text);
      return all
        .toSorted((one, other) => other.length - one.length)
        .find((name) => name.split(' ').every((word, at) => words[at] === word));
    };

    // `init` asks, and has tests of its own.
    expect(lines.map(([line]) => nameOf(line)).toSorted()).toEqual(
      all.filter((name) => name !== 'init').toSorted(),
    );
  });

  it.each(lines)('runs %s to its answer by keys alone', async (line, says) => {
    const { lifeboat, ports } = await sampleFleet();
    ui = openUi({ lifeboat, clock: ports.clock, columns: 140, rows: 50 });
    await ui.shows('contoso-prod');

    ui.type(':');
    await ui.shows('tab completes');
    ui.type(line);
    await ui.shows(`:${line}`);
    ui.type(press.enter);
    await ui.hides(`:${line}`);
    await ui.shows(says);
    expect(ui.text()).not.toContain('Something in Lifeboat itself went wrong');
    expect(ui.text()).not.toContain('There is no command');
  });
});
