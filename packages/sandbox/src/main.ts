/** Runs the sandbox until it is interrupted: `node packages/sandbox/src/main.ts [--backup-seconds N …]`. */
import { copyFile } from 'node:fs/promises';
import { readArguments, usage } from './arguments.ts';
import { type Sandbox, startSandbox } from './start.ts';

const read = readArguments(process.argv.slice(2));
switch (read.kind) {
  case 'help':
    process.stdout.write(usage());
    break;
  case 'wrong':
    process.stderr.write(`${read.message}\n\n${usage()}`);
    process.exitCode = 2;
    break;
  case 'run':
    await run(read.options, read.configOut);
    break;
  default:
    read satisfies never;
}

async function run(
  options: Parameters<typeof startSandbox>[0],
  configOut: string | null,
): Promise<void> {
  let sandbox: Sandbox;
  try {
    sandbox = await startSandbox(options);
  } catch (error) {
    process.stderr.write(`The sandbox did not start: ${messageOf(error)}\n`);
    process.exitCode = 1;
    return;
  }
  if (configOut !== null) await copyFile(sandbox.configFile, configOut);
  const end = () => void sandbox.close().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  process.stdout.write(describe(sandbox));
}

function describe(sandbox: Sandbox): string {
  const exports = Object.entries(sandbox.environment).map(
    ([name, value]) => `export ${name}='${value}'`,
  );
  return [
    'A pretend Azure is running. Nothing in it is real, its secrets included.',
    '',
    `  sign-in and resource manager  ${sandbox.origin}`,
    `  blobs                         ${sandbox.blobEndpoint}`,
    `  identity endpoints            ${sandbox.imdsOrigin}`,
    `  gateways                      ${sandbox.gatewayOrigin}`,
    `  control                       ${sandbox.origin}/_sandbox/state`,
    `  CA to trust                   ${sandbox.caFile}`,
    `  configuration to use          ${sandbox.configFile}`,
    '',
    'In another terminal:',
    '',
    ...exports,
    '',
    'Ctrl-C ends it and forgets everything.',
    '',
  ].join('\n');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
