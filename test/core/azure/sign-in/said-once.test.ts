import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LifeboatError } from '../../../../packages/core/src/domain/error.ts';
import { renderError } from '../../../../packages/tui/src/cli/render-error.ts';
import {
  aSignIn,
  backupClient,
  cloudAt,
  errorOf,
  expiredClient,
  openRig,
  type Rig,
  scope,
  tenantId,
} from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const look = { columns: null, rows: null, color: false, unicode: true, rewrites: false };

/** What a person reads of an error. */
function shown(error: LifeboatError): string {
  return renderError(error, 0, look);
}

/** Sentences and clauses that stand there more than once; short ones may. */
function repeated(text: string): string[] {
  const clauses = text
    .split(/(?<=[.!?])\s+|\n|: |; /)
    .map((clause) => clause.replace(/[.!?]$/, '').trim())
    .filter((clause) => clause.length > 12);
  return clauses.filter((clause, at) => clauses.indexOf(clause) !== at);
}

function count(text: string, word: string): number {
  return text.split(word).length - 1;
}

const secret = aSignIn({
  method: 'client-secret',
  tenantId,
  clientId: backupClient,
  clientSecretVariable: 'BACKUP_SECRET',
});

describe('a refused sign-in says each sentence once', () => {
  it.each([
    ['a wrong secret', secret, 'nonsense', 'AADSTS7000215'],
    [
      'an expired secret',
      { ...secret, clientId: expiredClient },
      'sandbox-secret-of-lifeboat-expired',
      'AADSTS7000222',
    ],
    [
      'an unknown application',
      { ...secret, clientId: 'c11e0000-0000-4000-8000-00000000ffff' },
      'x',
      'AADSTS700016',
    ],
    [
      'an unknown tenant',
      { ...secret, tenantId: '7e4a0000-0000-4000-8000-00000000ffff' },
      'x',
      'AADSTS90002',
    ],
  ])('with %s', async (_what, signIn, value, code) => {
    const { session } = rig.session(signIn, { environment: { BACKUP_SECRET: value } });

    const error = await errorOf(session.token(scope));
    const text = shown(error);

    expect(repeated(text)).toEqual([]);
    expect(error.message).toContain(`refused the sign-in (${code}): `);
    expect(count(error.message, code)).toBe(1);
    expect(text).toContain(`Azure answered ${error.azure?.status} ${code}.`);
    expect(text).toContain(`Request id ${error.azure?.requestId}`);
  });

  it.each(['browser', 'device-code', 'environment', 'workload-identity'] as const)(
    'by %s',
    async (method) => {
      const { session } = rig.session(aSignIn({ method }), { environment: {} });

      expect(repeated(shown(await errorOf(session.token(scope))))).toEqual([]);
    },
  );

  it.each([
    [
      'ERROR: AADSTS70043: The refresh token has expired.\nTo re-authenticate, please run:\naz login',
      'The Azure CLI gave no token (AADSTS70043): The refresh token has expired.',
    ],
    [
      'ERROR: AADSTS50076: You must use multi-factor authentication. Trace ID: t Correlation ID: c Timestamp: s\nInteractive authentication is needed. Please run:\naz logout\naz login --scope x',
      'The Azure CLI gave no token (AADSTS50076): You must use multi-factor authentication.',
    ],
    ["ERROR: Please run 'az login' to setup account.", 'Nobody is signed in to the Azure CLI.'],
    ['', 'The Azure CLI gave no token: az ended with 1 and said nothing'],
  ])('by the Azure CLI that prints %j', async (printed, message) => {
    const folder = join(rig.folder, `az-${printed.length}`);
    await mkdir(folder);
    await writeFile(join(folder, 'words'), printed);
    await writeFile(join(folder, 'az'), `#!/bin/sh\ncat ${folder}/words >&2; exit 1\n`);
    await chmod(join(folder, 'az'), 0o755);
    const { session } = rig.session(aSignIn({ method: 'azure-cli' }), {
      environment: { PATH: `${folder}:/usr/bin:/bin` },
    });

    const error = await errorOf(session.token(scope));
    const text = shown(error);

    expect(error.message).toBe(message);
    expect(repeated(text)).toEqual([]);
    expect(count(text, 'az login')).toBe(1);
  });

  it('while nobody answers', async () => {
    const cloud = cloudAt('https://localhost:1');
    const { session } = rig.session(secret, { cloud, environment: { BACKUP_SECRET: 'x' } });

    expect(repeated(shown(await errorOf(session.token(scope))))).toEqual([]);
  });
});
