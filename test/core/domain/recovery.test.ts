import { describe, expect, it } from 'vitest';
import { type Diagnosis, diagnose } from '../../../packages/core/src/domain/recovery.ts';
import type {
  AzureState,
  GatewayFact,
  RecoveryFacts,
} from '../../../packages/core/src/domain/recovery-facts.ts';
import {
  beginWith,
  isPossible,
  type RestoreOption,
  type WayKind,
  type WayParts,
  waysBack,
} from '../../../packages/core/src/domain/ways-back.ts';
import { aCheck } from './build-checks.ts';
import { anOperation, now } from './build-records.ts';

const there = (provisioningState = 'Succeeded'): AzureState => ({
  kind: 'there',
  provisioningState,
});
const unseen = (
  reason: Extract<AzureState, { kind: 'unseen' }>['reason'],
  remedy: string | null = null,
): AzureState => ({ kind: 'unseen', reason, words: 'no answer within 8 seconds', remedy });
const deleted: AzureState = { kind: 'deleted', deletedAt: now - 60_000, purgeAt: now + 3_600_000 };

function gateway(region: string | null, state: GatewayFact['state']): GatewayFact {
  const status = { serves: 200, bad: 503, unknown: null }[state];
  return { region, url: `https://${region}.example`, state, status, ms: 1, words: state };
}

function facts(changes: Partial<RecoveryFacts> = {}): RecoveryFacts {
  return {
    label: 'contoso-prod',
    state: there(),
    signIn: { kind: 'works', who: 'ana' },
    managerAnswers: true,
    storageAnswers: true,
    gateways: [gateway('westeurope', 'serves')],
    open: null,
    remembered: null,
    homeRegion: 'westeurope',
    now,
    ...changes,
  };
}

function option(into: RestoreOption['into'], changes: Partial<RestoreOption> = {}): RestoreOption {
  const label = { service: 'contoso-prod', standby: 'contoso-dr', other: 'contoso-eu' }[into];
  return {
    into,
    label,
    backup: { id: 'b1' },
    made: '22 Nov 02:00 UTC (1 d ago)',
    command: `apim restore ${label} --from b1`,
    checks: [],
    expected: null,
    wantsSecond: false,
    ...changes,
  };
}

const all = [option('service'), option('service', { backup: { id: 'b0' } }), option('standby')];

function answer(given: RecoveryFacts, parts: Partial<WayParts> = {}) {
  const diagnosis = diagnose(given);
  const undelete = given.state.kind === 'deleted' ? { checks: [], wantsSecond: false } : null;
  const ways = waysBack(given, diagnosis, {
    name: 'contoso-prod',
    options: all,
    undelete,
    running: null,
    ...parts,
  });
  return {
    kind: diagnosis.kind,
    trouble: diagnosis.trouble,
    ways: ways.map(({ kind }) => kind),
    begin: beginWith(diagnosis, ways)?.kind ?? null,
  };
}

const inPlace: WayKind[] = ['restore', 'restore', 'restore-standby'];
const running = anOperation({ status: 'running', kind: 'restore', endedAt: null });
const twoRegions = (home: GatewayFact['state'], other: GatewayFact['state']): GatewayFact[] => [
  gateway('westeurope', home),
  gateway('eastus', other),
  gateway(null, other),
];

describe('what is wrong, and the ways back in order of harm', () => {
  it.each<[string, Partial<RecoveryFacts>, ReturnType<typeof answer>]>([
    [
      'all is well: nothing to begin with, and the way back before a bad deployment',
      {},
      { kind: 'serving', trouble: null, ways: inPlace, begin: null },
    ],
    [
      'deleted: undelete first, and no restore into what is not there',
      { state: deleted, gateways: [] },
      {
        kind: 'deleted',
        trouble: null,
        ways: ['undelete', 'restore-standby'],
        begin: 'undelete',
      },
    ],
    [
      'purged: into the standby, else make it again',
      { state: { kind: 'gone' }, gateways: [] },
      {
        kind: 'gone',
        trouble: null,
        ways: ['restore-standby', 'recreate'],
        begin: 'restore-standby',
      },
    ],
    [
      'not there, and nobody may read what is soft-deleted',
      { state: { kind: 'missing', words: 'AuthorizationFailed' }, gateways: [] },
      {
        kind: 'missing',
        trouble: null,
        ways: ['restore-standby', 'recreate'],
        begin: 'restore-standby',
      },
    ],
    [
      'Azure works on it: wait',
      { state: there('Updating') },
      { kind: 'working', trouble: null, ways: ['wait', ...inPlace], begin: 'wait' },
    ],
    [
      'our own restore is under way: wait, though Azure says nothing of it',
      { open: running, state: unseen('silent'), gateways: [] },
      { kind: 'working', trouble: 'region', ways: ['wait', ...inPlace], begin: 'wait' },
    ],
    [
      'one region of several is silent: wait, the others serve',
      { gateways: twoRegions('unknown', 'serves') },
      { kind: 'partly-serving', trouble: null, ways: ['wait', ...inPlace], begin: 'wait' },
    ],
    [
      'the home region is gone with its management, another one serves',
      { state: unseen('silent'), gateways: twoRegions('unknown', 'serves') },
      { kind: 'partly-serving', trouble: 'region', ways: ['wait', ...inPlace], begin: 'wait' },
    ],
    [
      'the region is gone and nothing serves: waiting brings nothing back',
      { state: unseen('error'), gateways: [gateway('westeurope', 'unknown')] },
      {
        kind: 'region-down',
        trouble: 'region',
        ways: ['wait', ...inPlace],
        begin: 'restore-standby',
      },
    ],
    [
      'only the management of the region is gone: it serves',
      { state: unseen('error') },
      { kind: 'serving', trouble: 'region', ways: inPlace, begin: null },
    ],
    [
      'the gateway answers badly',
      { gateways: [gateway('westeurope', 'bad')] },
      { kind: 'not-serving', trouble: null, ways: inPlace, begin: null },
    ],
    [
      'the gateway gives no answer and Azure says all is well: unknown, since it may be private',
      { gateways: [gateway('westeurope', 'unknown')] },
      { kind: 'silent', trouble: null, ways: inPlace, begin: null },
    ],
    [
      'Azure says Failed, though it serves',
      { state: there('Failed') },
      { kind: 'failed', trouble: null, ways: inPlace, begin: null },
    ],
    [
      'the sign-in is refused: that is what to mend',
      {
        state: unseen('not-signed-in'),
        signIn: { kind: 'refused', words: 'nobody is signed in', remedy: 'az login' },
        managerAnswers: false,
        gateways: [],
      },
      { kind: 'blind', trouble: 'sign-in', ways: ['wait', ...inPlace], begin: null },
    ],
    [
      'the sign-in service is silent while a gateway answers badly',
      {
        state: unseen('silent'),
        signIn: { kind: 'silent', words: 'no token' },
        managerAnswers: false,
        gateways: [gateway('westeurope', 'bad')],
      },
      { kind: 'not-serving', trouble: 'sign-in', ways: inPlace, begin: null },
    ],
    [
      'the account may not read it',
      { state: unseen('refused'), gateways: [] },
      { kind: 'blind', trouble: 'rights', ways: ['wait', ...inPlace], begin: null },
    ],
    [
      'Resource Manager is silent while the storage answers: Azure itself',
      { state: unseen('silent'), managerAnswers: false, gateways: [] },
      { kind: 'blind', trouble: 'azure', ways: ['wait', ...inPlace], begin: null },
    ],
    [
      'nothing at all answers: most likely the network of this machine',
      { state: unseen('silent'), managerAnswers: false, storageAnswers: false, gateways: [] },
      { kind: 'blind', trouble: 'network', ways: ['wait', ...inPlace], begin: null },
    ],
  ])('%s', (_, changes, wanted) => {
    expect(answer(facts(changes))).toEqual(wanted);
  });

  it('says plainly when nothing is possible: rebuild from code', () => {
    const nothing = answer(facts({ state: { kind: 'gone' } }), { options: [] });

    expect(nothing).toMatchObject({ ways: ['rebuild'], begin: 'rebuild' });
  });

  it('does not begin with a way that Azure is certain to refuse', () => {
    const refused = option('standby', { checks: [aCheck({ verdict: 'fail' })] });
    const gone = answer(facts({ state: { kind: 'gone' } }), {
      options: [option('service'), refused],
    });

    expect(gone).toMatchObject({ ways: ['restore-standby', 'recreate'], begin: 'recreate' });
  });

  it('offers to rebuild where every restore is refused', () => {
    const refused = option('standby', { checks: [aCheck({ verdict: 'fail' })] });
    const gone = answer(facts({ state: { kind: 'gone' } }), { options: [refused] });

    expect(gone).toMatchObject({ ways: ['restore-standby', 'rebuild'], begin: 'rebuild' });
  });

  it('offers others of the tier where there is no standby, after what is in place', () => {
    const options = [option('other'), option('service')];
    const down = answer(facts({ state: unseen('error'), gateways: [] }), { options });

    expect(down).toMatchObject({
      ways: ['wait', 'restore', 'restore-elsewhere'],
      begin: 'restore-elsewhere',
    });
  });

  it('lets a check that could not look block nothing', () => {
    expect(isPossible({ checks: [aCheck({ verdict: 'unknown' })] })).toBe(null);
    expect(isPossible({ checks: [aCheck({ verdict: 'warn' })] })).toBe(true);
    expect(
      isPossible({ checks: [aCheck({ verdict: 'unknown' }), aCheck({ verdict: 'fail' })] }),
    ).toBe(false);
  });
});

describe('the words', () => {
  const words = (changes: Partial<RecoveryFacts>): Diagnosis => diagnose(facts(changes));

  it('name the purge deadline of a deleted service', () => {
    expect(words({ state: deleted }).words).toContain('until 23 Nov 13:00 UTC (in 60 min)');
  });

  it('name the regions that serve and those that do not', () => {
    const partly = words({ gateways: twoRegions('unknown', 'serves') });

    expect(partly.words).toBe('contoso-prod serves in eastus, but not in westeurope.');
    expect(partly.serving).toEqual(['eastus']);
  });

  it('give the remedy of the sign-in', () => {
    const refused = words({
      state: unseen('not-signed-in'),
      signIn: { kind: 'refused', words: 'nobody is signed in', remedy: 'az login' },
    });

    expect(refused.remedy).toBe('az login');
    expect(refused.troubleWords).toContain('nobody is signed in');
  });
});
