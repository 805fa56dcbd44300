import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Sandbox } from '@lifeboat/sandbox';
import { type Ended, start } from './programs.ts';

/** Debian's Azure CLI with a configuration of its own, for one sandbox. */
export type Az = {
  /** What `az` itself, and whoever starts it, needs in the environment. */
  environment: NodeJS.ProcessEnv;
  az(...words: string[]): Promise<Ended>;
  /** Runs a line as a person's shell would. */
  shell(line: string, more?: NodeJS.ProcessEnv): Promise<Ended>;
  remove(): void;
};

const isThere = (process.env.PATH ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'az')));

/** Without `az` its tests are skipped on a person's machine, and fail where `CI` is set. */
export const azMaySkip = !isThere && !process.env.CI;

/** For a sandbox; null for what asks nobody, such as help. */
export function azFor(sandbox: Pick<Sandbox, 'caFile'> | null): Az {
  const folder = mkdtempSync(join(tmpdir(), 'lifeboat-az-'));
  const environment: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    HOME: folder,
    LANG: 'C.UTF-8',
    AZURE_CONFIG_DIR: folder,
    AZURE_CORE_COLLECT_TELEMETRY: 'false',
    AZURE_CORE_ONLY_SHOW_ERRORS: 'true',
    ...(sandbox === null ? {} : { REQUESTS_CA_BUNDLE: sandbox.caFile }),
  };
  return {
    environment,
    az: (...words) => start('az', words, environment).ended,
    shell: (line, more = {}) => start('/bin/sh', ['-c', line], { ...environment, ...more }).ended,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Makes the sandbox the cloud of this `az`, and signs the configured application in. */
export async function signInToAz({ az }: Az, sandbox: Sandbox): Promise<Ended> {
  const { origin, environment, workloadEnvironment } = sandbox;
  const registered = await az(
    'cloud',
    'register',
    '--name',
    'sandbox',
    '--endpoint-resource-manager',
    origin,
    '--endpoint-management',
    origin,
    '--endpoint-active-directory',
    `${origin}/adfs`,
    '--endpoint-active-directory-resource-id',
    'https://management.azure.com/',
    '--endpoint-active-directory-graph-resource-id',
    'https://graph.windows.net/',
  );
  if (registered.code !== 0) return registered;
  const chosen = await az('cloud', 'set', '--name', 'sandbox');
  if (chosen.code !== 0) return chosen;
  return az(
    'login',
    '--service-principal',
    '--username',
    workloadEnvironment.AZURE_CLIENT_ID ?? '',
    '--password',
    environment.AZURE_CLIENT_SECRET ?? '',
    '--tenant',
    workloadEnvironment.AZURE_TENANT_ID ?? '',
    '--output',
    'json',
  );
}
