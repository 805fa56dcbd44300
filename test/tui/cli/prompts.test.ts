import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { LifeboatError, type Plan } from '@lifeboat/core';
import { manualClock } from '@lifeboat/core/testing';
import { describe, expect, it } from 'vitest';
import { createPrompts } from '../../../packages/tui/src/cli/prompts.ts';
import { aPlan } from '../../core/domain/build-records.ts';
import { createFakeOutput, settle, startCli } from './fake-cli.ts';
import { report, tryCommand } from './sample-command.ts';

const plan: Plan = {
  ...aPlan(),
  kind: 'restore',
  service: 'contoso-dr',
  azureName: 'contoso-dr',
  resourceId: '/subscriptions/s',
  tier: 'Premium',
  region: 'northeurope',
  account: 'st',
  container: 'apim',
  blobName: 'x.apimbackup',
  blobUrl: 'https://st/apim/x.apimbackup',
  access: 'system-identity',
  purpose: null,
  from: null,
  safetyBackup: null,
  checks: [],
  losses: ['Everything since 09:00.'],
  expected: null,
  rawCommand: 'az resource invoke-action',
};

function asking() {
  const stdin = new PassThrough();
  const stderr = createFakeOutput({ isTTY: true, columns: 80 });
  const stop = new AbortController();
  let interrupts = 0;
  const prompts = createPrompts({
    stdin,
    stderr,
    signal: stop.signal,
    interrupt: () => {
      interrupts += 1;
      stop.abort(new LifeboatError('interrupted', 'Interrupted.'));
    },
  });
  const type = async (text: string) => {
    await settle();
    stdin.write(text);
  };
  return { stdin, stderr, prompts, type, interrupts: () => interrupts };
}

describe('a confirmation', () => {
  it('gives the name that was typed', async () => {
    const { prompts, type, stderr } = asking();
    const answer = prompts.confirm({ plan, expected: 'contoso-dr' });
    await type(' contoso-dr \r');

    expect(await answer).toBe('contoso-dr');
    expect(stderr.text()).toContain('contoso-dr to go on; Enter alone stops');
  });

  it.each([
    ['Enter alone', '\r'],
    ['spaces', '   \r'],
    ['the end of the input', '\u0004'],
  ])('is none with %s', async (_what, typed) => {
    const { prompts, type } = asking();
    const answer = prompts.confirm({ plan, expected: 'contoso-dr' });
    await type(typed);

    expect(await answer).toBeNull();
  });

  it('ends with the interrupt when ctrl-c is pressed', async () => {
    const { prompts, type, interrupts } = asking();
    const answer = prompts.confirm({ plan, expected: 'contoso-dr' });
    answer.catch(() => {});
    await type('\u0003');

    await expect(answer).rejects.toMatchObject({ code: 'interrupted' });
    expect(interrupts()).toBe(1);
  });
});

describe('a question', () => {
  const choices = [
    { value: 'azure-cli', label: 'Azure CLI' },
    { value: 'browser', label: 'Browser' },
  ];

  it.each([
    ['2\r', 'browser'],
    ['browser\r', 'browser'],
    ['\r', 'azure-cli'],
    ['9\rnonsense\r1\r', 'azure-cli'],
  ])('with choices takes %j for %s', async (typed, expected) => {
    const { prompts, type } = asking();
    const answer = prompts.ask({ text: 'How to sign in?', choices, fallback: 'azure-cli' });
    for (const line of typed.split('\r').slice(0, -1)) await type(`${line}\r`);

    expect(await answer).toBe(expected);
  });

  it('without choices asks again until there is an answer', async () => {
    const { prompts, type, stderr } = asking();
    const answer = prompts.ask({ text: 'Subscription', choices: null, fallback: null });
    await type('\r');
    await type('abc\r');

    expect(await answer).toBe('abc');
    expect(stderr.text()).toContain('Please answer.');
  });

  it('that reads its own answer says what is wrong with one, asks again, and gives what was typed', async () => {
    const { prompts, type, stderr } = asking();
    const check = (typed: string) => (typed === '1 2' ? null : `"${typed}" is wrong.`);
    const answer = prompts.ask({ text: 'Which?', choices, fallback: 'all', check });
    for (const line of ['\r', '1\r', ' 1 2 \r']) await type(line);

    expect(await answer).toBe('1 2');
    expect(stderr.text()).toContain('  2  Browser\n');
    expect(stderr.text().match(/"[^"]*" is wrong\./g)).toEqual([
      '"all" is wrong.',
      '"1" is wrong.',
    ]);
  });

  it('that nobody will answer is an error which says so', async () => {
    const { prompts, stdin } = asking();
    const answer = prompts.ask({ text: 'Subscription', choices: null, fallback: null });
    answer.catch(() => {});
    await settle();
    stdin.end();

    await expect(answer).rejects.toMatchObject({ code: 'terminal-needed' });
  });
});

describe('the door', () => {
  it('asks nobody without a terminal', async () => {
    let asked: unknown[] = [];
    const grammar = tryCommand(async ({ door }) => {
      asked = [door.confirm, door.ask];
      return report();
    });
    await startCli(['try'], { grammar }).exit;

    expect(asked).toEqual([null, null]);
  });

  it('takes an address pasted back during a sign-in, and ends the question with the command', async () => {
    const grammar = tryCommand(
      ({ door }) =>
        new Promise((resolve) => {
          door.signIn({
            kind: 'browser',
            url: 'https://login.example/authorize?x=1',
            pasteBack: (address) => resolve(report({ data: { address } })),
          });
        }),
    );
    const run = startCli(['try', '--json'], { grammar, terminal: true });
    await settle();
    run.stdin.write('http://localhost/?code=c\r');

    expect(await run.exit).toBe(0);
    expect(JSON.parse(run.out()).data).toEqual({ address: 'http://localhost/?code=c' });
    expect(run.err()).toContain('\n  https://login.example/authorize?x=1\n');
  });

  it('shows a device code even when quiet', async () => {
    const grammar = tryCommand(async ({ door }) => {
      door.signIn({
        kind: 'device-code',
        url: 'https://login.example/device',
        code: 'ABC-123',
        words: 'Go there.',
        expiresAt: Date.UTC(2026, 10, 23, 3, 15),
      });
      return report();
    });
    const run = startCli(['try', '-q'], { grammar });
    await run.exit;
    await settle();

    expect(run.err()).toBe(
      'To sign in, open\n\n  https://login.example/device\n\nand enter the code ABC-123 (valid for 15 min).\n',
    );
  });

  it('shows the plan before it asks for the name, even when quiet', async () => {
    const grammar = tryCommand(async ({ door }) => {
      const typed = await door.confirm?.({ plan, expected: 'contoso-dr' });
      return report({ data: { typed } });
    });
    const run = startCli(['try', '-q', '--json'], { grammar, terminal: true });
    await settle();
    run.stdin.write('contoso-dr\r');
    await run.exit;

    expect(JSON.parse(run.out()).data).toEqual({ typed: 'contoso-dr' });
    expect(run.err()).toContain('Restore into contoso-dr');
    expect(run.err().indexOf('Everything since 09:00.')).toBeGreaterThan(0);
    expect(run.err().indexOf('Everything since')).toBeLessThan(run.err().indexOf('to go on'));
  });

  it('says directly above the question from which backup, made when, into which service', async () => {
    const from = {
      backup: 'b0123456789',
      service: 'contoso-prod',
      createdAt: manualClock().now() - 3 * 3_600_000,
      expiresAt: null,
      estimated: false,
    };
    const grammar = tryCommand(async ({ door }) => {
      await door.confirm?.({ plan: { ...plan, from }, expected: 'contoso-dr' });
      return report();
    });
    const run = startCli(['try', '-q'], { grammar, terminal: true });
    await settle();
    run.stdin.write('\r');
    await run.exit;

    const lines = stripVTControlCharacters(run.err()).split('\n');
    const asked = lines.findIndex((line) => line.includes('to go on'));
    expect(lines[asked - 1]).toBe(
      '! This overwrites contoso-dr with b0123456789 of contoso-prod, made 23 Nov 00:00 UTC (3 h ago).',
    );
  });

  it('interrupts the command when ctrl-c is pressed at a question', async () => {
    const grammar = tryCommand(async ({ door }) => {
      await door.confirm?.({ plan, expected: 'x' });
      return report();
    });
    const run = startCli(['try'], { grammar, terminal: true });
    await settle();
    run.stdin.write('\u0003');

    expect(await run.exit).toBe(130);
  });
});
