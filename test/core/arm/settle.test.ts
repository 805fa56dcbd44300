import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Evidence, judge, traceWithinMs } from '../../../packages/core/src/arm/settle.ts';
import type { ActivityEvent, Look, Unseen } from '../../../packages/core/src/ports/azure.ts';

const posted = Date.UTC(2026, 10, 23, 12);
const id = '11111111-1111-4111-8111-111111111111';
const minute = 60_000;

function seen<T>(value: T): Look<T> {
  return { seen: true, value, date: null };
}

function unseen(kind: Unseen['kind']): { seen: false; why: Unseen } {
  return { seen: false, why: { kind, words: kind, azure: null, retryAfterMs: null, remedy: null } };
}

function event(changes: Partial<ActivityEvent>): ActivityEvent {
  return {
    at: posted,
    submittedAt: null,
    operationName: 'microsoft.apimanagement/service/backup/action',
    status: 'started',
    caller: 'ana',
    correlationId: 'c-1',
    clientRequestId: id,
    resourceId: '/x',
    failure: null,
    ...changes,
  };
}

function evidence(changes: Partial<Evidence> = {}): Evidence {
  return {
    kind: 'backup',
    id,
    correlationId: null,
    accepted: false,
    attempts: [{ at: posted, answer: 'lost' }],
    plannedAt: posted - minute,
    unseenSince: posted,
    now: posted + 20 * minute,
    service: seen({ provisioningState: 'Succeeded' }),
    blob: unseen('absent'),
    log: seen([]),
    ...changes,
  };
}

describe('an unclear backup', () => {
  it.each([
    ['is not known any more', []],
    ['was proven not taken', [{ at: posted - 20 * minute, answer: 'throttled' as const }]],
  ])('is given 15 minutes from when it was lost sight of, where its attempt %s', (_, attempts) => {
    const after = (minutes: number) =>
      judge(evidence({ attempts, now: posted + minutes * minute })).kind;

    expect([after(0), after(14), after(15)]).toEqual([
      'keep-looking',
      'keep-looking',
      'not-started',
    ]);
  });

  it('succeeded when its stamped blob is newer than the POST and the service is idle', () => {
    const blob = seen({ createdAt: posted + 5 * minute });

    expect(judge(evidence({ blob }))).toMatchObject({ kind: 'succeeded' });
  });

  it('is looked at further while the service is busy, even with the blob there', () => {
    const blob = seen({ createdAt: posted + 5 * minute });
    const service = seen({ provisioningState: 'Updating' });

    expect(judge(evidence({ blob, service }))).toMatchObject({ kind: 'keep-looking' });
  });

  it('does not take an older blob of the same name for its own', () => {
    const blob = seen({ createdAt: posted - 60 * minute });

    expect(judge(evidence({ blob }))).toMatchObject({ kind: 'keep-looking' });
  });

  it('was not started after 15 minutes with an idle service, no blob and a log without it', () => {
    expect(judge(evidence())).toMatchObject({ kind: 'not-started' });
  });

  it.each<[string, Partial<Evidence>]>([
    ['before the 15 minutes are over', { now: posted + traceWithinMs - 1 }],
    ['while the log cannot be read', { log: unseen('denied') }],
    ['while the storage cannot be read', { blob: unseen('denied') }],
    ['while the service cannot be read', { service: unseen('no-network') }],
    ['when Azure is known to have taken it', { accepted: true }],
    ['when the log has a beginning of it', { log: seen([event({})]) }],
  ])('stays unknown %s', (_name, changes) => {
    expect(judge(evidence(changes))).toMatchObject({ kind: 'keep-looking' });
  });

  it('failed with the words of the activity log', () => {
    const failure = {
      status: 400,
      code: 'BackupFailed',
      message: 'no',
      requestId: null,
      correlationId: null,
      details: [],
    };
    const log = seen([event({}), event({ status: 'failed', failure })]);

    expect(judge(evidence({ log }))).toEqual({ kind: 'failed', error: failure });
  });
});

describe('an unclear restore', () => {
  it('ended as the activity log says under the id that was sent', () => {
    const log = seen([event({ status: 'succeeded' })]);

    expect(judge(evidence({ kind: 'restore', blob: null, log }))).toMatchObject({
      kind: 'succeeded',
    });
  });

  it("is not settled by somebody else's event", () => {
    const log = seen([
      event({ status: 'succeeded', clientRequestId: 'another', correlationId: 'c-9' }),
    ]);

    expect(judge(evidence({ kind: 'restore', blob: null, log, accepted: true }))).toMatchObject({
      kind: 'keep-looking',
    });
  });

  it('is not ended by the trace of an attempt that was refused before another was made', () => {
    const attempts = [
      { at: posted, answer: 'throttled' as const },
      { at: posted + minute, answer: 'lost' as const },
    ];
    const log = seen([event({ status: 'failed', correlationId: 'first' })]);

    expect(judge(evidence({ kind: 'restore', blob: null, attempts, log }))).toMatchObject({
      kind: 'keep-looking',
    });
  });
});

describe('any evidence', () => {
  const look = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Look<T>> =>
    fc.oneof(
      value.map(seen),
      fc
        .constantFrom<Unseen['kind']>('no-network', 'denied', 'absent', 'error', 'throttled')
        .map(unseen),
    );
  const events = fc.array(
    fc
      .record({
        status: fc.constantFrom('started', 'accepted', 'succeeded', 'failed'),
        mine: fc.boolean(),
      })
      .map(({ status, mine }) =>
        event({
          status,
          clientRequestId: mine ? id : 'other',
          correlationId: mine ? 'c-1' : 'c-2',
        }),
      ),
    { maxLength: 4 },
  );

  it('never says not-started without an idle service, a readable log without our id and 15 minutes', () => {
    fc.assert(
      fc.property(
        fc.record({
          kind: fc.constantFrom('backup' as const, 'restore' as const),
          accepted: fc.boolean(),
          minutes: fc.integer({ min: 0, max: 60 }),
          service: look(
            fc
              .constantFrom('Succeeded', 'Updating', 'Failed', 'Activating')
              .map((provisioningState) => ({ provisioningState })),
          ),
          blob: look(
            fc.integer({ min: -60, max: 60 }).map((at) => ({ createdAt: posted + at * minute })),
          ),
          log: look(events),
        }),
        ({ minutes, ...rest }) => {
          const given = evidence({ ...rest, now: posted + minutes * minute });
          if (judge(given).kind !== 'not-started') return;
          expect(given.accepted).toBe(false);
          expect(given.service).toMatchObject({ seen: true });
          expect(given.log).toMatchObject({ seen: true });
          if (given.log.seen)
            expect(given.log.value.some((one) => one.clientRequestId === id)).toBe(false);
          if (given.kind === 'backup')
            expect(given.blob).toMatchObject({ seen: false, why: { kind: 'absent' } });
          expect(minutes).toBeGreaterThanOrEqual(15);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
