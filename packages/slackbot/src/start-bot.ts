import type { Lifeboat } from '@lifeboat/core';
import { LifeboatError } from '@lifeboat/core';
import { watch } from '@lifeboat/core/watch';
import { createSlackApp } from './create-slack-app.ts';
import { slackLogger } from './slack-logger.ts';
import { startTransport, type Way } from './transport/start-transport.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** So long running commands are waited for at the end (facts 1.6). Milliseconds. */
const drainMs = 25_000;

/**
 * Runs the bot until the signal aborts, then drains: nothing new, what runs may end, then the way in
 * closes. Errors: `config-invalid` without `slack:` or a secret.
 */
export async function runBot(
  lifeboat: Lifeboat,
  {
    environment,
    host = '127.0.0.1',
    signal,
  }: { environment: Environment; host?: string; signal: AbortSignal },
): Promise<void> {
  const { configuration, ports } = lifeboat;
  const settings = configuration.slack;
  if (settings === null)
    throw new LifeboatError('config-invalid', 'The configuration has no `slack:`.', {
      hint: 'Add it, with the channels and roles that Lifeboat may use.',
    });
  const token = secret(environment, 'SLACK_BOT_TOKEN');
  const way: Way =
    settings.transport === 'http'
      ? { kind: 'http', signingSecret: secret(environment, 'SLACK_SIGNING_SECRET') }
      : {
          kind: 'socket',
          apiUrl: settings.apiUrl,
          appToken: secret(environment, 'SLACK_APP_TOKEN'),
        };
  const logger = slackLogger(lifeboat);
  const slack = createSlackApp({ lifeboat, settings, token, receivers: [], logger });
  await slack.identify();
  const { app, inFlight } = slack;
  const transport = await startTransport({
    app,
    way,
    at: { port: settings.port, host },
    clock: ports.clock,
    logger,
    look: () => ({ running: inFlight.count(), draining: inFlight.draining() }),
  });
  const work = { ports, configuration };
  // From the first moment on nothing new is taken, while the watch still gives its leases back.
  const drained = new Promise<void>((resolve) => {
    const drain = (): void => resolve(inFlight.drain());
    if (signal.aborted) drain();
    else signal.addEventListener('abort', drain, { once: true });
  });
  await watch(work, { signal, door: 'slack', onEvent: () => undefined });
  await Promise.race([drained, ports.clock.sleep(drainMs, undefined, { background: true })]);
  slack.stopWaiting(new LifeboatError('interrupted', 'Lifeboat is restarting.'));
  await transport.close();
}

function secret(environment: Environment, name: string): string {
  const value = environment[name];
  if (value !== undefined && value !== '') return value;
  throw new LifeboatError('config-invalid', `The environment has no ${name}.`, {
    hint: 'docs.slack.dev tells where a Slack app shows it; give it to the process, never as an argument.',
  });
}
