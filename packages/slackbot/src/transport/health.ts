import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** Whether the bot can be reached by Slack. */
export type Health = { ready: boolean; sockets: number | null; running: number; draining: boolean };

/** Answers `GET /health`: 200 when ready, else 503. */
export function answerHealth(
  look: () => Health,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (_, response) => {
    const health = look();
    response.writeHead(health.ready ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify(health));
  };
}

/** A server of its own for `/health`, where no other one listens. */
export function serveHealth(
  look: () => Health,
  at: { port: number; host: string },
): Promise<Server> {
  const answer = answerHealth(look);
  const server = createServer((request, response) => {
    if (request.url === '/health') answer(request, response);
    else response.writeHead(404).end();
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, () => resolve(server));
  });
}
