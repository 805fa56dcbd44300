import { type ErrorCode, exitByCode, LifeboatError } from '@lifeboat/core';
import { describe, expect, it } from 'vitest';
import { cli, createFakeOutput, settle, startCli } from './fake-cli.ts';
import { report, tryCommand } from './sample-command.ts';

const codes = Object.keys(exitByCode) as ErrorCode[];

describe('the exit code', () => {
  it('is 0 when a command did what it should', async () => {
    expect((await cli(['try'], { grammar: tryCommand(async () => report()) })).exit).toBe(0);
  });

  it.each(codes)('is the table’s for %s, thrown or reported', async (code) => {
    const error = new LifeboatError(code, 'It went wrong.', { hint: 'Do this.' });
    const thrown = await cli(['try'], { grammar: tryCommand(() => Promise.reject(error)) });
    const reported = await cli(['try'], { grammar: tryCommand(async () => report({ error })) });

    expect([thrown.exit, reported.exit]).toEqual([exitByCode[code], exitByCode[code]]);
    expect(reported.err).toBe('✗ It went wrong.\nDo this.\n');
  });
});

describe('--json', () => {
  function parsed(text: string): unknown {
    expect(text.endsWith('\n')).toBe(true);
    expect(text.trimEnd().split('\n')).toHaveLength(1);
    return JSON.parse(text);
  }

  it('gives exactly one document, while talk stays on stderr', async () => {
    const grammar = tryCommand(async ({ door }) => {
      door.say({ kind: 'sentence', text: 'working', tone: 'plain' });
      return report({
        data: { operations: [] },
        blocks: [{ kind: 'sentence', text: 'for people', tone: 'plain' }],
      });
    });

    const { out, err } = await cli(['try', '--json'], { grammar });

    expect(parsed(out)).toEqual({ ok: true, command: 'try', data: { operations: [] } });
    expect(err).toBe('working\n');
  });

  it('gives a report’s error with what is known all the same', async () => {
    const error = new LifeboatError('still-running', 'Runs on.', { hint: 'Follow it.' });
    const grammar = tryCommand(async () => report({ data: { operation: 'o1' }, error }));

    const { out, err, exit } = await cli(['--json', 'try'], { grammar });

    expect(exit).toBe(8);
    expect(parsed(out)).toEqual({
      ok: false,
      command: 'try',
      error: { code: 'still-running', message: 'Runs on.', hint: 'Follow it.', azure: null },
      data: { operation: 'o1' },
    });
    expect(err).toBe('');
  });

  it.each([
    [['try', '--nope', '--json'], 'try', 'usage'],
    [['tyr', '--json'], null, 'command-not-found'],
    [['--json'], null, 'terminal-needed'],
  ])('is kept for the wrong line %j', async (argv, command, code) => {
    const { out, err, exit } = await cli(argv, { grammar: tryCommand(async () => report()) });

    expect(exit).toBe(2);
    expect(parsed(out)).toMatchObject({ ok: false, command, error: { code } });
    expect(err).toBe('');
  });

  it('is kept for help and version', async () => {
    const grammar = tryCommand(async () => report());

    expect(parsed((await cli(['try', '--help', '--json'], { grammar })).out)).toMatchObject({
      ok: true,
      command: 'help',
      data: { command: { name: 'try' } },
    });
    expect(parsed((await cli(['--version', '--json'])).out)).toMatchObject({
      command: 'version',
      data: { version: expect.stringMatching(/^\d+\.\d+\.\d+/) },
    });
  });

  it('is kept when everything breaks', async () => {
    const grammar = tryCommand(() => Promise.reject(new TypeError('x is not a function')));

    const { out, exit } = await cli(['try', '--json'], { grammar });

    expect(exit).toBe(1);
    expect(parsed(out)).toMatchObject({ ok: false, error: { code: 'internal' } });
  });
});

describe('an error nobody expected', () => {
  it('is one sentence without a stack, and goes whole into the log', async () => {
    const failure = new TypeError('x is not a function');

    const { err, exit, failures } = await cli(['try'], {
      grammar: tryCommand(() => Promise.reject(failure)),
    });

    expect(exit).toBe(1);
    expect(failures).toEqual([failure]);
    expect(err).toContain('The details are in /state/log');
    expect(err).not.toMatch(/\bat .*\.ts|node:internal/);
    expect(err.trimEnd().split('\n')).toHaveLength(2);
  });
});

describe('apim alone', () => {
  it('opens the terminal UI on a terminal, with its flags', async () => {
    const opened: string[] = [];
    const { exit } = await cli(['--read-only', '--theme', 'light'], {
      terminal: true,
      openApp: async (globals, input) => {
        opened.push(`${globals.readOnly} ${input.text('theme')}`);
        return 130;
      },
    });

    expect(exit).toBe(130);
    expect(opened).toEqual(['true light']);
  });

  it('knows the flags of the terminal UI only without a command', async () => {
    const wrong = await cli(['status', '--mouse'], { terminal: true });
    const before = await cli(['--mouse', 'status'], { terminal: true });
    const misspelt = await cli(['--mouze'], { terminal: true });

    expect([wrong.exit, before.exit, misspelt.exit]).toEqual([2, 2, 2]);
    expect(misspelt.err).toContain('Did you mean `--mouse`?');
  });

  it('refuses to open it in CI, where nobody presses keys', async () => {
    const { exit, err } = await cli([], { terminal: true, environment: { CI: 'true' } });

    expect(exit).toBe(2);
    expect(err).toContain('In CI `apim` needs a command.');
  });

  it('shows the overview with --plain', async () => {
    const { out, err, exit } = await cli(['--plain'], { terminal: true });

    expect(exit).toBe(0);
    expect(out).toContain('backup');
    expect(err).toBe('');
  });

  it('says in one sentence what to do without a terminal', async () => {
    const { out, err, exit } = await cli([]);

    expect(exit).toBe(2);
    expect(out).toBe('');
    expect(err).toBe(
      '✗ Without a terminal `apim` needs a command.\nFor example `apim status`, or `apim help` for the list.\n',
    );
  });
});

describe('an interrupt', () => {
  /** A command that waits until it is interrupted and then says how to go on. */
  const waiting = tryCommand(
    ({ signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          const error = new LifeboatError('interrupted', 'Stopped.', { hint: '`apim follow o1`' });
          resolve(report({ data: { operation: 'o1' }, error }));
        });
      }),
  );
  const deaf = tryCommand(() => new Promise<never>(() => {}));

  it('lets the command say how to follow again, and exits 130', async () => {
    const run = startCli(['try'], { grammar: waiting });
    run.signal();

    expect(await run.exit).toBe(130);
    expect(run.err()).toContain('`apim follow o1`');
  });

  it('still gives one document with --json', async () => {
    const run = startCli(['try', '--json'], { grammar: waiting });
    run.signal();
    await run.exit;

    expect(JSON.parse(run.out())).toMatchObject({
      ok: false,
      error: { code: 'interrupted' },
      data: { operation: 'o1' },
    });
  });

  it('leaves at once the second time, though the command hears nothing', async () => {
    const run = startCli(['try', '--json'], { grammar: deaf });
    run.signal();
    await settle();
    expect(run.out()).toBe('');

    run.signal();

    expect(await run.exit).toBe(130);
    expect(JSON.parse(run.out())).toMatchObject({ error: { code: 'interrupted' } });
  });

  it('takes what a library throws for the interrupt it is', async () => {
    const grammar = tryCommand(
      ({ signal }) =>
        new Promise<never>((_, reject) => {
          signal.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
        }),
    );
    const run = startCli(['try'], { grammar });
    run.signal();

    expect(await run.exit).toBe(130);
    expect(run.failures).toEqual([]);
  });

  it('is listened for only while a command runs', async () => {
    const run = startCli(['try'], { grammar: waiting });
    expect(run.listening()).toBe(1);
    run.signal();
    await run.exit;

    expect(run.listening()).toBe(0);
  });
});

describe('a wrong line', () => {
  it('is shown with a mark under the word and the word that was meant', async () => {
    const { exit, out, err } = await cli(['paths', '--jsn']);

    expect(exit).toBe(2);
    expect(out).toBe('');
    expect(err.split('\n')).toEqual([
      '✗ There is no flag `--jsn` here.',
      '  apim paths --jsn',
      '             ^^^^^',
      'Did you mean `--json`?',
      '',
    ]);
  });
});

describe('opening', () => {
  it('passes the flags on, and not at all where a command needs nothing', async () => {
    const requests: unknown[] = [];
    const open = async (request: unknown) => {
      requests.push(request);
      throw new LifeboatError('config-invalid', 'services: line 3');
    };

    await cli(['help'], { open });
    const { exit } = await cli(['--config', 'a.yaml', 'audit', '--read-only'], { open });
    await cli(['paths'], { open });

    expect(exit).toBe(9);
    expect(requests).toEqual([
      { configurationPath: 'a.yaml', readOnly: true, lenient: false },
      { configurationPath: null, readOnly: false, lenient: true },
    ]);
  });
});

describe('--quiet', () => {
  it('keeps talk and progress away, not errors', async () => {
    const error = new LifeboatError('azure-failed', 'It failed.');
    const grammar = tryCommand(async ({ door }) => {
      door.say({ kind: 'sentence', text: 'working', tone: 'plain' });
      return report({ error });
    });

    expect((await cli(['try', '-q'], { grammar })).err).toBe('✗ It failed.\n');
  });
});

describe('output', () => {
  it('goes on when nobody reads it any more', async () => {
    const stdout = createFakeOutput();
    stdout.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    stdout.on('error', () => {});

    const grammar = tryCommand(async () =>
      report({ blocks: [{ kind: 'verbatim', text: 'much' }] }),
    );

    expect((await cli(['try'], { grammar, stdout })).exit).toBe(0);
  });
});
