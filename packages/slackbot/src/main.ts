import { asLifeboatError, version } from '@lifeboat/core';
import { openLifeboat } from '@lifeboat/core/node';
import { redact } from './blocks/redact.ts';
import { features } from './features/index.ts';
import { manifestOf } from './manifest.ts';
import { runBot } from './start-bot.ts';

const [word = 'start', flag, url] = process.argv.slice(2);

switch (word) {
  case '--version':
    process.stdout.write(`${version}\n`);
    break;
  case 'manifest': {
    const reach =
      flag === '--http' && url !== undefined
        ? { kind: 'http' as const, url }
        : { kind: 'socket' as const };
    process.stdout.write(`${JSON.stringify(manifestOf(features, reach), null, 2)}\n`);
    break;
  }
  case 'start':
    await start();
    break;
  default:
    process.stderr.write('apim-slackbot start | manifest [--socket | --http URL] | --version\n');
    process.exitCode = 2;
}

async function start(): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.abort());
  const environment = { ...process.env };
  try {
    const lifeboat = await openLifeboat({
      environment,
      platform: process.platform,
      workingFolder: process.cwd(),
      door: 'slack',
      configurationPath: null,
      readOnly: false,
      lenient: false,
    });
    // The socket's client rejects inside its timers; the slots replace what it gives up (facts T3, T4).
    process.on('unhandledRejection', (error) =>
      lifeboat.ports.log.error('a rejection nobody took', { error: redact(String(error)) }),
    );
    try {
      await runBot(lifeboat, { environment, signal: stop.signal });
    } finally {
      await lifeboat.close();
    }
    process.exit(0);
  } catch (thrown) {
    const { message, hint } = asLifeboatError(thrown);
    process.stderr.write(`${[message, hint].filter((part) => part !== null).join('\n')}\n`);
    process.exit(9);
  }
}
