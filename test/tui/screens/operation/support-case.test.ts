import { expect, it } from 'vitest';
import { supportCase } from '../../../../packages/tui/src/screens/operation/support-case.ts';
import { sampleNow, sampleOperation, sampleService } from '../../../harness/sample-fleet.ts';

const dr = sampleService('contoso-dr');

it('has the resource, the times, every id and Azure’s words', () => {
  const operation = sampleOperation(dr, {
    status: 'failed',
    endedAt: sampleNow,
    error: {
      status: 500,
      code: 'InternalServerError',
      message: 'It broke.',
      requestId: 'r-1',
      correlationId: 'c-1',
      details: [{ code: 'Inner', message: 'Deep down.', target: null }],
    },
  });
  const usual = { medianMs: 1_680_000, shortestMs: 1_500_000, longestMs: 1_800_000, runs: 3 };
  expect(supportCase(operation, usual, sampleNow).split('\n')).toEqual(
    expect.arrayContaining([
      `Resource: ${dr.resourceId}`,
      'Started: 2026-11-23T02:47:29.000Z',
      'Ended: 2026-11-23T03:00:00.000Z',
      'Took: 12:31',
      'Usually: 28 min (25 min to 30 min, last 3)',
      `x-ms-client-request-id: ${operation.id}`,
      'x-ms-request-id: r-1',
      'x-ms-correlation-request-id: c-1',
      'Azure said: 500 InternalServerError It broke.',
      'Detail: Inner: Deep down.',
    ]),
  );
});

it('has no query of any address, where signatures are', () => {
  const operation = sampleOperation(dr, {
    location: 'https://management.azure.com/x/operationresults/one?t=63900&c=MIIcert&s=secret',
    blobUrl: 'https://stcontosodr.blob.core.windows.net/c/b.apimbackup?sv=1&sig=secret',
  });
  const text = supportCase(operation, null, sampleNow);
  expect(text).toContain('https://management.azure.com/x/operationresults/one\n');
  expect(text).not.toContain('secret');
  expect(text).not.toContain('?');
});
