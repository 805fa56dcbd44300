// A process of its own that signs in as it is told on its command line and prints what came of it.
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { privateFiles } from '../../../../packages/core/src/azure/sign-in/private-files.ts';
import { runProgram } from '../../../../packages/core/src/azure/sign-in/run-program.ts';
import { createSession } from '../../../../packages/core/src/azure/sign-in/session.ts';
import { createHttp } from '../../../../packages/core/src/azure/transport/create-http.ts';
import type { Cloud, SignIn } from '../../../../packages/core/src/domain/configuration.ts';
import { LifeboatError } from '../../../../packages/core/src/domain/error.ts';

/** What the process is told. */
export type Errand = {
  signIn: SignIn;
  cloud: Cloud;
  tokenCacheFolder: string;
  /** Asked one after the other; `fresh` ones are not taken from anything kept. */
  tokens: { scope: string; fresh?: boolean }[];
};

const errand: Errand = JSON.parse(process.argv[2] ?? '');
const { signIn, cloud, tokenCacheFolder } = errand;
const caPem = cloud.caFile === null ? null : await readFile(cloud.caFile, 'utf8');
const http = createHttp({ caPem, environment: process.env });
const quiet = () => undefined;
const session = createSession({
  signIn,
  cloud,
  tokenCacheFolder,
  http,
  localHttp: createHttp({ caPem: null, environment: {} }),
  environment: process.env,
  files: privateFiles,
  run: runProgram,
  ids: { next: () => crypto.randomUUID() },
  log: { info: quiet, warn: quiet, error: quiet },
  clock: {
    now: Date.now,
    monotonic: () => performance.now(),
    sleep: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
  },
});

try {
  const tokens: string[] = [];
  for (const { scope, fresh = false } of errand.tokens) {
    tokens.push((await session.token(scope, { fresh })).token);
  }
  print({ tokens, identity: await session.identity() });
} catch (error) {
  if (!(error instanceof LifeboatError)) throw error;
  const { code, message, hint, azure } = error;
  print({ error: { code, message, hint, azure } });
}
await http.close();
process.exit();

function print(outcome: object): void {
  console.log(JSON.stringify(outcome));
}
