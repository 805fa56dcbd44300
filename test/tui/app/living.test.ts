import { LifeboatError } from '@lifeboat/core';
import { describe, expect, it } from 'vitest';
import { moveUntil } from '../../harness/restore-fleet.ts';
import { runLine } from '../../harness/run-line.ts';
import {
  sampleBackup,
  sampleFleet,
  sampleNow,
  sampleOperation,
  sampleSeen,
  sampleService,
} from '../../harness/sample-fleet.ts';
import { openUi, press, type Ui } from '../../harness/ui.ts';

const hour = 3_600_000;
const day = 24 * hour;

async function leave(ui: Ui): Promise<void> {
  ui.type(press.ctrlC);
  expect(await ui.ended).toBe(130);
  expect(ui.errors()).toBe('');
}

describe('with a store that others write', () => {
  it('shows services and operations as they come and go, with the cursor where it was', async () => {
    const { lifeboat, ports } = await sampleFleet();
    const ui = openUi({ lifeboat, clock: ports.clock });
    await ui.shows('contoso-prod');
    ui.type('jjjj');
    await ui.shows(/› . contoso-prod/);
    const dr = sampleService('contoso-dr');
    for (let at = 0; at < 30; at += 1) {
      const other = sampleService(`other-${at}`, { configured: false });
      await ports.store.update((draft) => {
        draft.put('service', sampleSeen(other));
        draft.put(
          'operation',
          sampleOperation(dr, { status: at % 2 === 0 ? 'failed' : 'running' }),
        );
      });
      await ports.clock.advance(1_000);
      await ui.shows(/› . contoso-prod/);
    }
    await ui.shows('1 running');

    expect(ui.lines()[0]).toContain('Lifeboat');
    await leave(ui);
  });
});

describe('with a store that breaks while one looks', () => {
  it('says so in place of an age, on every screen, until it is read again', async () => {
    const fleet = await sampleFleet();
    const { lifeboat, ports } = fleet;
    let isBroken = false;
    const store = {
      ...ports.store,
      read: () =>
        isBroken
          ? Promise.reject(new LifeboatError('store-newer', 'A newer Lifeboat wrote the store.'))
          : ports.store.read(),
      subscribe: (listener: Parameters<typeof ports.store.subscribe>[0]) =>
        ports.store.subscribe((snapshot) => {
          if (!isBroken) listener(snapshot);
        }),
    };
    const broken = { ...lifeboat, ports: { ...lifeboat.ports, store } };
    const ui = openUi({ lifeboat: broken, clock: ports.clock });
    await ui.shows('contoso-prod');
    // Nothing else looks at the store then.
    ui.type('\u001b[O', 'p');
    await ui.shows('Second persons');
    isBroken = true;
    await moveUntil(fleet, ui, 'the store cannot be read');
    ui.type(press.esc);
    await ui.shows('contoso-prod');
    expect(ui.lines()[0]).toContain('the store cannot be read');
    isBroken = false;
    await moveUntil(fleet, ui, /data .* old/);
    expect(ui.text()).not.toContain('the store cannot be read');
    await leave(ui);
  });
});

describe('with a clock that jumps', () => {
  it('shows right ages again, and says nothing that is not so', async () => {
    const { lifeboat, ports } = await sampleFleet();
    const ui = openUi({ lifeboat, clock: ports.clock });
    await ui.shows(/contoso-prod .*3 h ago/);
    const written = ui.raw().length;

    ports.clock.setWall(sampleNow + 2 * day);
    await ports.clock.advance(1_000);
    await ui.shows(/contoso-prod .*2 d ago/);
    ports.clock.setWall(sampleNow);
    await ports.clock.advance(1_000);
    await ui.shows(/contoso-prod .*3 h ago/);
    ports.clock.setWall(sampleNow - 5 * day);
    await ports.clock.advance(1_000);
    await ports.clock.advance(1_000);
    ports.clock.setWall(sampleNow);
    await ports.clock.advance(1_000);
    await ui.shows(/contoso-prod .*3 h ago/);

    // A few pictures, no flood.
    expect(ui.raw().length - written).toBeLessThan(40_000);
    await leave(ui);
  });
});

describe('in a terminal that is shrunk', () => {
  it('says what it needs, and comes back to where one was', async () => {
    const { lifeboat, ports } = await sampleFleet();
    const ui = openUi({ lifeboat, clock: ports.clock });
    await ui.shows('contoso-prod');
    ui.type('jj');
    await ui.shows(/› . contoso-dr/);
    await ui.resize(10, 3);
    await ui.shows('Lifeboat');
    expect(ui.lines()).toHaveLength(3);
    await ui.resize(40, 10);
    await ui.shows('needs 60x15');
    await ui.resize(120, 40);
    await ui.shows(/› . contoso-dr/);
    await leave(ui);
  });

  it('is left by q as it says', async () => {
    const { lifeboat, ports } = await sampleFleet();
    const ui = openUi({ lifeboat, clock: ports.clock, columns: 40, rows: 10 });
    await ui.shows(/q\s+quits/);
    ui.type('q');

    expect(await ui.ended).toBe(0);
  });
});

describe('in a window without focus', () => {
  it('asks Azure nothing until it has the focus again', async () => {
    const { lifeboat, ports, azure } = await sampleFleet();
    const ui = openUi({ lifeboat, clock: ports.clock });
    await ui.shows('contoso-prod');
    await ports.clock.advance(10_000);
    ui.type('\u001b[O');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = azure.calls('apiManagement.get').length;
    for (let minute = 0; minute < 3; minute += 1) await ports.clock.advance(60_000);
    const unfocused = azure.calls('apiManagement.get').length - before;
    ui.type('\u001b[I');
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (let turn = 0; turn < 6; turn += 1) await ports.clock.advance(5_000);

    expect(unfocused).toBe(0);
    expect(azure.calls('apiManagement.get').length - before).toBeGreaterThan(0);
    await leave(ui);
  });
});

describe('when it is left', () => {
  it('names what goes on in Azure, as the store has it then', async () => {
    const { lifeboat, ports } = await sampleFleet();
    const ui = openUi({ lifeboat, clock: ports.clock });
    ui.type('q');
    await ui.ended;

    await ui.shows(`apim follow ${sampleOperation(sampleService('contoso-dr')).id}`);
  });

  it('does not wait for a job that asks a question', async () => {
    const { lifeboat, ports, azure } = await sampleFleet();
    const { name } = sampleBackup(sampleService('contoso-prod'), 3 * hour);
    azure.putBlob({ account: 'stcontosodr', container: 'apim-backups' }, name);
    const ui = openUi({ lifeboat, clock: ports.clock });
    await ui.shows('contoso-prod');
    await runLine(ui, 'restore contoso-prod --from latest:contoso-prod');
    await ui.shows('[ Cancel ]');
    ui.type(press.ctrlC);

    expect(await ui.ended).toBe(130);
    expect(azure.calls('apiManagement.start')).toEqual([]);
  });

  it('leaves reading that hangs behind after half a second', async () => {
    const { lifeboat, ports, azure } = await sampleFleet();
    azure.script('session.identity', () => new Promise<never>(() => undefined));
    const ui = openUi({ lifeboat, clock: ports.clock });
    // The age stays, with a sign before it.
    await ui.shows(/◐ data/);
    ui.type('q');
    await ui.hides('Fleet');
    await ports.clock.advance(500);

    expect(await ui.ended).toBe(0);
  });

  it('waits for the answer to what was sent, and says so, until ctrl-c', async () => {
    const { lifeboat, ports, azure } = await sampleFleet();
    azure.script('apiManagement.start', () => new Promise<never>(() => undefined));
    const ui = openUi({ lifeboat, clock: ports.clock });
    await ui.shows('contoso-prod');
    ui.type(`:backup contoso-dev${press.enter}`);
    await expect.poll(() => azure.calls('apiManagement.start').length).toBe(1);
    ui.type(press.ctrlC);
    await ui.hides('apim backup');
    await ports.clock.advance(500);
    await ui.shows('Waiting for Azure');
    ui.signal('SIGINT');
    await ports.clock.advance(500);

    expect(await ui.ended).toBe(130);
  });

  it('by a crash of a screen, tells where the details are and shows no stack', async () => {
    const { lifeboat, ports } = await sampleFleet();
    const { clock } = ports;
    let isBroken = false;
    const failing = {
      ...lifeboat,
      get places(): typeof lifeboat.places {
        if (isBroken) throw new Error('planted in a screen');
        return lifeboat.places;
      },
    };
    const ui = openUi({ lifeboat: failing, clock });
    await ui.shows('contoso-prod');
    isBroken = true;
    // Help shows where the files are.
    ui.type('?');

    expect(await ui.ended).toBe(1);
    expect(ui.errors()).toContain('The details are in /state/log');
    expect(ui.errors() + ui.raw()).not.toContain('planted');
    await ui.shows('apim follow');
    expect(ui.terminal.buffer.active.type).toBe('normal');
    expect(ui.terminal.modes).toMatchObject({ bracketedPasteMode: false, sendFocusMode: false });
  });

  it('by a failure nobody caught, gives the terminal back first and names what goes on', async () => {
    const { lifeboat, ports } = await sampleFleet();
    let die: () => void = () => undefined;
    const ui = openUi({
      lifeboat,
      clock: ports.clock,
      parts: {
        onCrash(listener) {
          die = listener;
          return () => undefined;
        },
      },
    });
    await ui.shows('contoso-prod');
    die();
    await ui.shows('apim follow');

    expect(ui.terminal.buffer.active.type).toBe('normal');
    expect(ui.terminal.modes).toMatchObject({ bracketedPasteMode: false, sendFocusMode: false });
    expect(ui.raw().lastIndexOf('\u001b[?25h')).toBeGreaterThan(
      ui.raw().lastIndexOf('\u001b[?25l'),
    );
  });
});
