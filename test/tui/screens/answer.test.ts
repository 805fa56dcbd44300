import { type Lifeboat, LifeboatError, type SignInPrompt } from '@lifeboat/core';
import { sampleResourceId } from '@lifeboat/core/testing';
import { expect, it } from 'vitest';
import { fleetOf, type SampleFleet, sampleFleet, sampleNow } from '../../harness/sample-fleet.ts';
import { openUi, press, type Ui } from '../../harness/ui.ts';

type Login = (prompt: (step: SignInPrompt) => void, signal?: AbortSignal) => Promise<void>;

/** The sample with a sign-in that goes as told. */
function withLogin({ lifeboat, ports }: SampleFleet, login: Login): Lifeboat {
  const azure = (name: string) => {
    const real = ports.azure(name);
    const session = {
      ...real.session,
      async login(prompt: (step: SignInPrompt) => void, signal?: AbortSignal) {
        await login(prompt, signal);
        return real.session.identity();
      },
    };
    return { ...real, session };
  };
  return { ...lifeboat, ports: { ...lifeboat.ports, azure } };
}

async function leave(ui: Ui): Promise<void> {
  ui.type(press.ctrlC);
  await ui.ended;
}

it('counts the time of a device code down, and copies the code', async () => {
  const fleet = await sampleFleet();
  const lifeboat = withLogin(fleet, (prompt, signal) => {
    const expiresAt = sampleNow + 90_000;
    prompt({
      kind: 'device-code',
      url: 'https://devices.example',
      code: 'ABCD1234',
      words: '',
      expiresAt,
    });
    return new Promise((_, reject) =>
      signal?.addEventListener('abort', () => reject(signal.reason)),
    );
  });
  const ui = openUi({ lifeboat, clock: fleet.ports.clock });
  await ui.shows('contoso-prod');

  ui.type(':login', press.enter);
  await ui.shows('ABCD1234');
  expect(ui.text()).toContain('S stop');
  expect(ui.text()).not.toContain('A again');
  expect(ui.text()).toContain('https://devices.example');
  expect(ui.text()).toContain('valid for 01:30');
  ui.type('y');
  await ui.shows('Copied the code: ABCD1234');
  await fleet.ports.clock.advance(31_000);
  await ui.shows('valid for 00:59');
  await fleet.ports.clock.advance(60_000);
  await ui.shows('Its time is over');
  await leave(ui);
});

it('takes the address that the browser ended at, says what is wrong with it, and looks again', async () => {
  const fleet = await sampleFleet();
  const pasted: string[] = [];
  const lifeboat = withLogin(fleet, async (prompt) => {
    const url = 'https://login.example/authorize';
    await new Promise<void>((resolve) => {
      const pasteBack = (address: string): void => {
        pasted.push(address);
        if (address.includes('code=')) resolve();
        else prompt({ kind: 'browser', url, pasteBack, problem: 'That is not the address.' });
      };
      prompt({ kind: 'browser', url, pasteBack });
    });
  });
  const ui = openUi({ lifeboat, clock: fleet.ports.clock });
  await ui.shows('contoso-prod');

  ui.type(':login', press.enter);
  await ui.shows('paste the address the browser ended at');
  ui.type('https://q.example/?wrong', press.enter);
  await ui.shows('That is not the address.');
  ui.type('https://q.example/?code=1', press.enter);
  await ui.shows('Signed in as ana@contoso.example');
  expect(pasted).toEqual(['https://q.example/?wrong', 'https://q.example/?code=1']);
  await leave(ui);
});

it('stops a command that asks with esc, and says so', async () => {
  const { lifeboat, ports } = await fleetOf([], () => undefined, { path: null });
  const ui = openUi({ lifeboat, clock: ports.clock });
  await ui.shows('Lifeboat');

  ui.type(':init', press.enter);
  await ui.shows('How do you sign in to Azure?');
  ui.type(press.esc);
  await ui.shows('Stopped: apim init');
  await ui.shows(/^ . Stopped\.$/m);
  await leave(ui);
});

it('takes several of a list that are marked', async () => {
  const { lifeboat, ports, azure } = await fleetOf([], () => undefined, { path: null });
  for (const name of ['contoso-prod', 'contoso-dr']) azure.putService(sampleResourceId(name));
  const ui = openUi({ lifeboat, clock: ports.clock, columns: 60, rows: 15 });
  await ui.shows('Lifeboat');

  ui.type(':init', press.enter);
  await ui.shows('How do you sign in to Azure?');
  ui.type(press.enter);
  await ui.shows('Which services?');
  await ui.shows(/› \[ \] contoso-/);
  ui.type(' j ');
  await ui.shows(/\[✓\][^[]*\[✓\]/);
  ui.type(press.enter);
  await ui.shows('Which storage account do backups go to?');
  await leave(ui);
});

it('searches in an answer, and goes from one place to the next', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const ui = openUi({ lifeboat, clock: ports.clock, columns: 80, rows: 24 });
  await ui.shows('contoso-prod');
  ui.type(':help', press.enter);
  await ui.shows('apim help');

  ui.type('/backup', press.enter);
  await ui.shows(/\/backup +1 of \d+/);
  ui.type('nn');
  await ui.shows(/\/backup +3 of \d+/);
  ui.type('N');
  await ui.shows(/\/backup +2 of \d+/);
  ui.type(press.esc);
  await ui.hides('/backup');
  ui.type('n');
  await ui.shows('Nothing is searched for');
  await leave(ui);
});

it('prints an answer in the screen of the terminal, and comes back with enter', async () => {
  const { lifeboat, ports } = await sampleFleet();
  const ui = openUi({ lifeboat, clock: ports.clock });
  await ui.shows('contoso-prod');
  ui.type(':paths', press.enter);
  await ui.shows('/state/store.json');

  ui.type('P');
  await ui.shows('enter goes back');
  expect(ui.terminal.buffer.active.type).toBe('normal');
  expect(ui.text()).toContain('$ apim paths');
  ui.type('qq');
  ui.type(press.enter);
  await ui.shows('A again');
  expect(ui.text()).not.toContain('S stop');
  expect(ui.terminal.buffer.active.type).toBe('alternate');
  ui.type('q');
  expect(await ui.ended).toBe(0);
});

it('keeps what Azure said of an error, and copies its request id', async () => {
  const fleet = await sampleFleet();
  const lifeboat = withLogin(fleet, async () => {
    throw new LifeboatError('not-allowed', 'The sign-in was refused.', {
      hint: 'Ask for the role.',
      azure: {
        status: 403,
        code: 'AuthorizationFailed',
        message: 'The client has no authorization.',
        requestId: '6f100000-0000-4000-8000-00000000000a',
        correlationId: null,
        details: [],
      },
    });
  });
  const ui = openUi({ lifeboat, clock: fleet.ports.clock });
  await ui.shows('contoso-prod');

  ui.type(':login', press.enter);
  await ui.shows('AuthorizationFailed');
  expect(ui.text()).toContain('The client has no authorization.');
  expect(ui.text()).toContain('Ask for the role.');
  ui.type('y');
  await ui.shows('Copied the request id: 6f100000-0000-4000-8000-00000000000a');
  await leave(ui);
});

it('only types a line again that changes something', async () => {
  const { lifeboat, ports } = await sampleFleet({ readOnly: false });
  const ui = openUi({ lifeboat, clock: ports.clock });
  await ui.shows('contoso-prod');
  ui.type(':backup contoso-nowhere', press.enter);
  await ui.shows('No service is called');

  ui.type('A');
  await ui.shows(':apim backup contoso-nowhere');
  ui.type(press.esc);
  await leave(ui);
});
