import { createUndiciHttp } from '../../../../packages/core/src/azure/transport/undici-http.ts';
import { describeTransport, type Served } from '../../../contract/transport.ts';
import { startLoopback } from './loopback.ts';

describeTransport('undici', async () => {
  const served = new Map<string, Served>();
  const server = await startLoopback((request, response) => {
    const answer = served.get(request.url ?? '') ?? { status: 404 };
    if (answer === 'hang') return;
    if (answer === 'reset') return void request.socket.destroy();
    response.writeHead(answer.status, answer.headers ?? {});
    response.end(answer.text ?? '');
  });
  const http = createUndiciHttp({ caPem: server.caPem, environment: {} });
  return {
    http,
    origin: server.origin,
    serve: (path, answer) => void served.set(path, answer),
    received: () => server.arrived,
    async close() {
      await http.close();
      await server.close();
    },
  };
});
