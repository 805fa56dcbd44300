import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LroQuestion, lroStep } from '../../../packages/core/src/arm/lro.ts';
import type { OperationAnswer } from '../../../packages/core/src/ports/azure.ts';

const now = Date.UTC(2026, 10, 23, 12);
const fromAzure = { 'x-ms-request-id': 'r-1' };
const location =
  'https://management.azure.com/subscriptions/s/x//operationresults/b?api-version=2024-05-01';

function question(
  answer: Partial<OperationAnswer>,
  changes: Partial<LroQuestion> = {},
): LroQuestion {
  return {
    look: { kind: 'answer', answer: { status: 200, headers: fromAzure, text: '', ...answer } },
    asked: 'location',
    location,
    asyncOperation: null,
    failedBefore: false,
    missedLooks: 0,
    elapsedMs: 0,
    now,
    spread: 0,
    ...changes,
  };
}

function envelope(code: string, message = 'words'): string {
  return JSON.stringify({ error: { code, message, details: null, innerError: null } });
}

describe('a running operation', () => {
  it('takes the newest Location untouched, double slashes and query order included', () => {
    const newest = `${location.replace('/x//', '//y///')}&z=1&a=2`;

    const step = lroStep(question({ status: 202, headers: { ...fromAzure, location: newest } }));

    expect(step).toMatchObject({ kind: 'running', location: newest });
  });

  it('keeps the old Location when an answer brings none', () => {
    expect(lroStep(question({ status: 202 }))).toMatchObject({ kind: 'running', location });
  });

  it('waits exactly what Retry-After says', () => {
    const step = lroStep(question({ status: 202, headers: { ...fromAzure, 'retry-after': '60' } }));

    expect(step).toMatchObject({ kind: 'running', lookAgainAt: now + 60_000 });
  });

  it('goes on while the resource is still Updating behind a 200', () => {
    const text = JSON.stringify({ properties: { provisioningState: 'Updating' } });

    expect(lroStep(question({ text }))).toMatchObject({ kind: 'running' });
  });

  it('goes on for a status it has never heard of', () => {
    const text = JSON.stringify({ status: 'Pondering' });

    expect(lroStep(question({ text }, { asked: 'async-operation' }))).toMatchObject({
      kind: 'running',
    });
  });
});

describe('an end', () => {
  it.each([
    [
      '200 with the resource at rest',
      { text: JSON.stringify({ properties: { provisioningState: 'Succeeded' } }) },
    ],
    ['204', { status: 204 }],
    ['200 with an empty body', {}],
  ])('is a success: %s', (_name, answer) => {
    expect(lroStep(question(answer))).toMatchObject({ kind: 'succeeded' });
  });

  it('is a success when the operation status says Succeeded', () => {
    const text = JSON.stringify({ status: 'Succeeded' });

    expect(lroStep(question({ text }, { asked: 'async-operation' }))).toMatchObject({
      kind: 'succeeded',
    });
  });

  it('is a failure with the words of the envelope when the Location turns 4xx', () => {
    const step = lroStep(
      question({ status: 400, text: envelope('RestoreFailed', 'Cannot restore: backup expired') }),
    );

    expect(step).toMatchObject({
      kind: 'failed',
      error: {
        status: 400,
        code: 'RestoreFailed',
        message: 'Cannot restore: backup expired',
        requestId: 'r-1',
      },
    });
  });

  it('is a failure when the resource behind a 200 is Failed', () => {
    const text = JSON.stringify({ properties: { provisioningState: 'Failed' } });

    expect(lroStep(question({ text }))).toMatchObject({ kind: 'failed' });
  });

  it('is left to the evidence when the resource was Failed before', () => {
    const text = JSON.stringify({ properties: { provisioningState: 'Failed' } });

    expect(lroStep(question({ text }, { failedBefore: true }))).toMatchObject({ kind: 'vanished' });
  });

  it.each(['Failed', 'Canceled'])('is a failure when the operation status says %s', (status) => {
    const text = JSON.stringify({ status, error: { code: 'BackupFailed', message: 'no room' } });

    expect(lroStep(question({ text }, { asked: 'async-operation' }))).toMatchObject({
      kind: 'failed',
      error: { code: 'BackupFailed', message: 'no room' },
    });
  });
});

describe('not seeing', () => {
  it.each([
    [401, 'not-signed-in'],
    [403, 'not-allowed'],
    [408, 'azure-error'],
    [429, 'throttled'],
    [500, 'azure-error'],
    [502, 'azure-error'],
    [504, 'azure-error'],
  ])('never ends an operation: HTTP %i', (status, reason) => {
    expect(lroStep(question({ status, text: envelope('Whatever') }))).toMatchObject({
      kind: 'unseen',
      reason,
    });
  });

  it.each([
    ['InvalidApiVersionParameter', 'azure-error'],
    ['AuthorizationFailed', 'not-allowed'],
    ['ExpiredAuthenticationToken', 'not-signed-in'],
  ])('never ends an operation: 400 %s speaks about the question', (code, reason) => {
    expect(lroStep(question({ status: 400, text: envelope(code) }))).toMatchObject({
      kind: 'unseen',
      reason,
    });
  });

  it('never ends an operation: a proxy page with status 400', () => {
    const step = lroStep(question({ status: 400, headers: {}, text: '<html>Bad Request</html>' }));

    expect(step).toMatchObject({ kind: 'unseen', reason: 'unreadable-answer' });
  });

  it('never ends an operation: a captive portal that says 200', () => {
    expect(lroStep(question({ headers: {}, text: '<html>Welcome</html>' }))).toMatchObject({
      kind: 'unseen',
    });
    expect(lroStep(question({ headers: {}, text: '' }))).toMatchObject({ kind: 'unseen' });
  });

  it('never ends an operation: a truncated body', () => {
    const text = '{"properties":{"provisioningState":"Succ';

    expect(lroStep(question({ text }))).toMatchObject({
      kind: 'unseen',
      reason: 'unreadable-answer',
    });
  });

  it('never ends an operation: no answer at all', () => {
    const look = { kind: 'no-answer', noAnswer: { kind: 'lost', words: 'ECONNRESET' } } as const;

    expect(lroStep(question({}, { look }))).toMatchObject({
      kind: 'unseen',
      reason: 'no-network',
      words: 'ECONNRESET',
    });
  });

  it('shows the command to sign in again', () => {
    const look = { kind: 'no-token', words: 'expired', remedy: 'az login' } as const;

    expect(lroStep(question({}, { look }))).toMatchObject({
      kind: 'unseen',
      reason: 'not-signed-in',
      remedy: 'az login',
    });
  });

  it('waits longer the longer nothing is seen, up to a minute', () => {
    const look = { kind: 'no-answer', noAnswer: { kind: 'lost', words: '' } } as const;
    const waits = [0, 1, 2, 3, 20].map((missedLooks) => {
      const step = lroStep(question({}, { look, missedLooks }));
      return step.kind === 'unseen' ? step.lookAgainAt - now : null;
    });

    expect(waits).toEqual([15_000, 30_000, 60_000, 60_000, 60_000]);
  });
});

describe('a vanished address', () => {
  it.each([404, 410])('proves nothing: HTTP %i', (status) => {
    expect(lroStep(question({ status, text: envelope('ResourceNotFound') }))).toMatchObject({
      kind: 'vanished',
    });
  });

  it.each([404, 410])('is not seen in the page of a proxy: HTTP %i', (status) => {
    const page = {
      status,
      headers: { 'content-type': 'text/html' },
      text: '<html>Not here</html>',
    };

    expect(lroStep(question(page))).toMatchObject({ kind: 'unseen', reason: 'unreadable-answer' });
  });
});

describe('any answer', () => {
  const headers = fc.dictionary(
    fc.constantFrom('x-ms-request-id', 'retry-after', 'location', 'azure-asyncoperation', 'date'),
    fc.oneof(fc.string(), fc.constantFrom('60', '-1', '1e99', 'Wed, 21 Oct 2026 07:28:00 GMT')),
  );
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    fc.constantFrom(
      '',
      '{}',
      '[]',
      'null',
      '{"status":"Succeeded"}',
      '{"error":{}}',
      '{"properties":{"provisioningState":3}}',
    ),
  );
  const anyQuestion = fc.record({
    status: fc.integer({ min: 100, max: 599 }),
    headers,
    text,
    asked: fc.constantFrom('location' as const, 'async-operation' as const),
    missedLooks: fc.nat(1000),
    elapsedMs: fc.nat(),
    spread: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  it('ends an operation only with an answer of Azure itself, and always waits between a second and an hour', () => {
    fc.assert(
      fc.property(anyQuestion, ({ status, headers, text, ...changes }) => {
        const step = lroStep(question({ status, headers, text }, changes));
        if (step.kind === 'succeeded' || step.kind === 'failed') {
          expect(headers['x-ms-request-id']).toBeDefined();
          expect([401, 403, 404, 408, 410, 429]).not.toContain(status);
          expect(status).toBeLessThan(500);
        }
        if (step.kind === 'running' || step.kind === 'unseen') {
          expect(step.lookAgainAt - now).toBeGreaterThanOrEqual(1_000);
          expect(step.lookAgainAt - now).toBeLessThanOrEqual(60 * 60 * 1_000);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
