import type { Block, Check, Plan } from '@lifeboat/core';
import { describe, expect, it } from 'vitest';
import type { Look } from '../../../packages/tui/src/cli/look.ts';
import { render } from '../../../packages/tui/src/cli/render.ts';
import { widthOf } from '../../../packages/tui/src/cli/text.ts';
import { aPlan } from '../../core/domain/build-records.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const pipe: Look = { columns: null, rows: null, color: false, unicode: true, rewrites: false };

function lines(blocks: Block[], look: Partial<Look> = {}): string[] {
  return render(blocks, now, { ...pipe, ...look })
    .split('\n')
    .slice(0, -1);
}

const fleet: Block = {
  kind: 'table',
  columns: [
    { title: 'service', align: 'left' },
    { title: 'age', align: 'right' },
    { title: 'backups', align: 'left' },
  ],
  rows: [
    ['contoso-pay', '27 d', { text: 'stale', tone: 'bad' }],
    ['日本-prod', '3 h', { text: 'cannot', tone: 'quiet' }],
  ],
};

describe('a table', () => {
  it('lines up by what a terminal shows, with words beside signs', () => {
    expect(lines([fleet])).toEqual([
      'SERVICE       AGE  BACKUPS',
      'contoso-pay  27 d  ✗ stale',
      '日本-prod     3 h    cannot',
    ]);
  });

  it('is plain ASCII where nothing else can be shown', () => {
    expect(lines([fleet], { unicode: false })[1]).toBe('contoso-pay  27 d  x stale');
  });

  it('is coloured by tone, from the 16 colours, over the sign and the word', () => {
    const shown = lines([fleet], { color: true });

    expect(shown[1]).toContain('\u001b[31m✗ stale\u001b[39m');
    expect(shown[2]).toContain('\u001b[2m  cannot\u001b[22m');
  });

  it('wraps its last column where there is room', () => {
    const rows = [['a', 'one two three four five six seven']];
    const columns = [
      { title: 'n', align: 'left' as const },
      { title: 'what', align: 'left' as const },
    ];

    expect(lines([{ kind: 'table', columns, rows }], { columns: 24 })).toEqual([
      'N  WHAT',
      'a  one two three four',
      '   five six seven',
    ]);
  });

  it('stacks its rows where it is too wide, and never draws a line wider than the terminal', () => {
    const shown = lines([fleet], { columns: 20 });

    expect(shown).toEqual([
      'SERVICE  contoso-pay',
      'AGE      27 d',
      'BACKUPS  ✗ stale',
      '',
      'SERVICE  日本-prod',
      'AGE      3 h',
      'BACKUPS  cannot',
    ]);
    expect(Math.max(...shown.map(widthOf))).toBeLessThanOrEqual(20);
  });

  it('is nothing without rows', () => {
    expect(lines([{ ...fleet, rows: [] } as Block])).toEqual([]);
  });
});

describe('sentences', () => {
  it('wrap beside their sign', () => {
    const text = 'one two three four five';

    expect(lines([{ kind: 'sentence', text, tone: 'warn' }], { columns: 20 })).toEqual([
      '! one two three four',
      '  five',
    ]);
  });

  it('are not wrapped into a pipe, so that they can be searched', () => {
    const text = 'word '.repeat(60).trim();

    expect(lines([{ kind: 'sentence', text, tone: 'plain' }])).toEqual([text]);
  });

  it('carry nothing that steers a terminal, whoever wrote it', () => {
    const text = 'a\u001b[2Jb\u001b]0;title\u0007c\nd\u009be\u202ef';

    const shown = render([{ kind: 'sentence', text, tone: 'plain' }], now, pipe);

    expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
    expect(shown).toContain('c d');
  });

  it('use plain signs in ASCII', () => {
    const block: Block = { kind: 'sentence', text: 'a · b — c… → “d”', tone: 'good' };

    expect(lines([block], { unicode: false })).toEqual(['+ a - b - c... -> "d"']);
  });
});

describe('blocks', () => {
  it('stand apart, but sentences and commands belong together', () => {
    const blocks: Block[] = [
      { kind: 'heading', text: 'Examples' },
      { kind: 'sentence', text: 'It does this:', tone: 'plain' },
      { kind: 'command', line: 'apim backup contoso-prod --reason "a very long reason indeed"' },
      {
        kind: 'fields',
        rows: [
          { name: 'log', value: '/state/log' },
          { name: 'store', value: '/s' },
        ],
      },
      { kind: 'list', items: ['one', { text: 'two', tone: 'bad' }] },
    ];

    expect(lines(blocks, { columns: 30 })).toEqual([
      'Examples',
      'It does this:',
      '  apim backup contoso-prod --reason "a very long reason indeed"',
      '',
      '  log    /state/log',
      '  store  /s',
      '',
      '  · one',
      '  · ✗ two',
    ]);
  });

  it('print verbatim text as it is', () => {
    expect(render([{ kind: 'verbatim', text: 'a\tb\n  c\n' }], now, pipe)).toBe('a\tb\n  c\n');
  });
});

const check = (name: string, verdict: Check['verdict'], changes: Partial<Check> = {}): Check => ({
  name,
  verdict,
  measured: 'as it is',
  threshold: null,
  remedy: null,
  code: null,
  ...changes,
});

describe('checks', () => {
  it('say verdict, name, what was measured against what, and what helps', () => {
    const checks = [
      check('idle', 'pass', { threshold: 'as it is' }),
      check('same-tier', 'fail', { threshold: 'Premium', remedy: 'Take another.' }),
      check('expiry', 'unknown'),
      check('x', 'skip'),
    ];

    expect(lines([{ kind: 'checks', checks }])).toEqual([
      '✓ pass     idle       as it is',
      '✗ fail     same-tier  as it is (wanted: Premium)',
      '                      → Take another.',
      '! unknown  expiry     as it is',
      '– skip     x          as it is',
    ]);
  });
});

describe('a check that found several things', () => {
  it('says each on a line of its own', () => {
    const mistakes = { measured: 'has 2 mistakes:\n  line 1: a\n  line 3: b' };

    expect(lines([{ kind: 'checks', checks: [check('configuration', 'fail', mistakes)] }])).toEqual(
      [
        '✗ fail  configuration  has 2 mistakes:',
        '                         line 1: a',
        '                         line 3: b',
      ],
    );
  });
});

describe('a plan', () => {
  const plan: Plan = {
    ...aPlan(),
    kind: 'restore',
    service: 'contoso-dr',
    azureName: 'contoso-dr',
    resourceId: '/subscriptions/s/…/contoso-dr',
    tier: 'Premium',
    region: 'northeurope',
    account: 'stcontosodr',
    container: 'apim-backups',
    blobName: 'prod.apimbackup',
    blobUrl: 'https://x/prod.apimbackup',
    access: 'system-identity',
    purpose: null,
    from: {
      backup: 'b1',
      service: 'contoso-prod',
      createdAt: now - 3 * 3_600_000,
      expiresAt: now + 29 * 86_400_000,
      estimated: true,
    },
    safetyBackup: { made: true, blobName: 'dr.apimbackup', reason: null },
    checks: [check('idle', 'pass')],
    losses: ['Changes made in contoso-dr since.'],
    environments: { from: 'staging', to: 'production' },
    steps: [],
    expected: { medianMs: 28 * 60_000, shortestMs: 21 * 60_000, longestMs: 40 * 60_000, runs: 7 },
    rawCommand: 'az resource invoke-action --action restore',
  };

  it('shows all that a person must see before', () => {
    expect(lines([{ kind: 'plan', plan }])).toEqual([
      'Restore into contoso-dr  Premium · northeurope',
      '  resource       /subscriptions/s/…/contoso-dr',
      '  from           prod.apimbackup of contoso-prod',
      '  made           about 23 Nov 09:00 UTC (3 h ago), restorable until 22 Dec 12:00 UTC (in 29 d)',
      '  storage        stcontosodr/apim-backups, system-identity',
      '  environment    from staging into production',
      '  safety backup  the target is backed up first as dr.apimbackup',
      '  takes          usually 28 min (21 min to 40 min in 7 runs)',
      '  who            ana@contoso.example, object 44444444-4444-4444-8444-444444444444; ana on laptop (cli)',
      '  plan           aaaaaaaaaaaa',
      '',
      '✓ pass  idle  as it is',
      '',
      'What will be lost and what does not come back',
      '  · Changes made in contoso-dr since.',
      '',
      'The same without Lifeboat:',
      '  az resource invoke-action --action restore',
    ]);
  });

  it('of a backup names the blob it makes, leaves out what nobody knows, and speaks of no loss', () => {
    const backup: Plan = {
      ...plan,
      kind: 'backup',
      from: null,
      safetyBackup: null,
      expected: null,
      losses: ['Azure cannot cancel a backup.'],
      checks: [],
      tier: null,
      region: null,
    };

    expect(lines([{ kind: 'plan', plan: backup }])).toEqual([
      'Back up contoso-dr',
      '  resource     /subscriptions/s/…/contoso-dr',
      '  as           prod.apimbackup',
      '  storage      stcontosodr/apim-backups, system-identity',
      '  environment  production',
      '  who          ana@contoso.example, object 44444444-4444-4444-8444-444444444444; ana on laptop (cli)',
      '  plan         aaaaaaaaaaaa',
      '',
      'Good to know',
      '  · Azure cannot cancel a backup.',
      '',
      'The same without Lifeboat:',
      '  az resource invoke-action --action restore',
    ]);
  });
});
