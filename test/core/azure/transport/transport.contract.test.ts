import { createNodeHttp } from '../../../../packages/core/src/azure/transport/node-http.ts';
import { createUndiciHttp } from '../../../../packages/core/src/azure/transport/undici-http.ts';
import { describeTransport, type Served } from '../../../contract/transport.ts';
import { startLoopback } from './loopback.ts';

for (const [name, create] of Object.entries({ undici: createUndiciHttp, node: createNodeHttp }))
  describeTransport(name, async () => {
    const served = new Map<string, Served>();
    const server = await startLoopback((request, response) => {
      const answer = served.get(request.url ?? '') ?? { status: 404 };
      if (answer === 'hang') return;
      if (answer === 'reset') return void request.socket.destroy();
      response.writeHead(answer.status, answer.headers ?? {});
      response.end(answer.text ?? '');
    });
    const http = create({ caPem: server.caPem, environment: {} });
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
