import { describe, expect, it } from 'vitest';
import {
  type ScriptedAnswer,
  scriptedHttp,
} from '../../../packages/core/src/testing/scripted-http.ts';
import { describeTransport, type Served } from '../../contract/transport.ts';

const url = 'https://management.azure.com/x';

describe('scripted exchange', () => {
  it('answers each expectation once, the first that fits', async () => {
    const http = scriptedHttp(
      { url, answer: { status: 202 } },
      { url, answer: { status: 200, json: { done: true } } },
    );

    const first = await http.send({ method: 'GET', url, headers: {} });
    const second = await http.send({ method: 'GET', url, headers: {} });

    expect(first).toMatchObject({ response: { status: 202 } });
    expect(second).toMatchObject({ response: { status: 200, text: '{"done":true}' } });
    expect(() => http.assertDone()).not.toThrow();
  });

  it('fails when an expectation was never used', () => {
    const http = scriptedHttp({ method: 'POST', url, answer: { status: 202 } });

    expect(() => http.assertDone()).toThrow(/Expected, not asked: \n {2}POST/);
  });

  it('fails when something was asked that nobody expected', async () => {
    const http = scriptedHttp({ method: 'POST', url, answer: { status: 202 } });

    await http.send({ method: 'GET', url, headers: {} });
    await http.send({ method: 'POST', url, headers: {} });

    expect(() => http.assertDone()).toThrow(/Asked, not expected: \n {2}GET/);
  });
});

describeTransport('scripted', async () => {
  const http = scriptedHttp();
  const toAnswer = (served: Served): ScriptedAnswer => {
    if (served === 'hang') return 'hang';
    if (served === 'reset') return { noAnswer: { kind: 'lost', words: 'ECONNRESET' } };
    const headers = Object.entries(served.headers ?? {}).map(([name, value]) => [
      name,
      [value].flat().join(', '),
    ]);
    return { ...served, headers: Object.fromEntries(headers) };
  };
  return {
    http,
    origin: 'https://scripted.test',
    serve: (path, answer) =>
      http.expect({ url: `https://scripted.test${path}`, answer: toAnswer(answer) }),
    received: () =>
      http.requests.map(({ method, url: asked, headers, body = '' }) => ({
        method,
        path: asked.replace('https://scripted.test', ''),
        headers,
        body,
      })),
    close: async () => {},
  };
});
