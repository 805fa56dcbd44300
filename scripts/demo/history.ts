import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import type { Sandbox } from '../../packages/sandbox/src/index.ts';

/** A backup somebody made in the past: which service, and how many hours before now. */
type PastBackup = {
  service: string;
  group: string;
  subscription: string;
  tier: string;
  region: string;
  hoursAgo: number;
};

const production = '5b5c0000-0000-4000-8000-000000000001';
const platform = '5b5c0000-0000-4000-8000-000000000002';

const hour = 60 * 60 * 1000;

/** How far back the pretend Azure's clock starts. Milliseconds. */
export const historyMs = 28 * 24 * hour;

/**
 * Makes the backups of the last four weeks, by the raw ARM call, as somebody without Lifeboat would:
 * contoso-prod nightly, contoso-dev now and then, contoso-eu a day late, contoso-pay not for 27 days.
 * Moves the sandbox's clock from its start to `now`.
 */
export async function makeHistory(sandbox: Sandbox, now: number): Promise<void> {
  const ca = await readFile(sandbox.caFile, 'utf8');
  for (const past of [...pastBackups()].sort((one, other) => other.hoursAgo - one.hoursAgo)) {
    const at = now - past.hoursAgo * hour;
    await sandbox.control.advance({ ms: Math.max(0, at - sandbox.clock.now()) });
    // Tokens live an hour of the sandbox's time, and days pass between two backups.
    const { token } = await sandbox.control.token({
      principal: 'lifeboat-backup',
      audience: 'https://management.azure.com/',
    });
    await startBackup(sandbox, ca, token, past);
    await sandbox.control.advance({ minutes: 10 });
  }
  await sandbox.control.advance({ ms: Math.max(0, now - sandbox.clock.now()) });
}

function* pastBackups(): Generator<PastBackup> {
  const prod = {
    service: 'contoso-prod',
    group: 'rg-prod',
    subscription: production,
    tier: 'Premium',
    region: 'westeurope',
  };
  for (let day = 7; day >= 1; day -= 1) yield { ...prod, hoursAgo: day * 24 - 21 };
  const dev = {
    service: 'contoso-dev',
    group: 'rg-platform',
    subscription: platform,
    tier: 'Developer',
    region: 'westeurope',
  };
  for (const days of [13, 9, 5, 1]) yield { ...dev, hoursAgo: days * 24 };
  yield {
    service: 'contoso-eu',
    group: 'rg-eu',
    subscription: production,
    tier: 'Premium',
    region: 'northeurope',
    hoursAgo: 31,
  };
  yield {
    service: 'contoso-pay',
    group: 'rg-pay',
    subscription: production,
    tier: 'Premium',
    region: 'westeurope',
    hoursAgo: 27.5 * 24,
  };
}

function startBackup(sandbox: Sandbox, ca: string, token: string, past: PastBackup): Promise<void> {
  const stamp = new Date(sandbox.clock.now()).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  const body = JSON.stringify({
    storageAccount: 'stcontosodr',
    containerName: 'apim-backups',
    backupName: `${past.service}.${past.tier}.${past.region}.${stamp}Z.apimbackup`,
    accessType:
      past.service === 'contoso-eu'
        ? 'UserAssignedManagedIdentity'
        : 'SystemAssignedManagedIdentity',
    ...(past.service === 'contoso-eu' ? { clientId: 'c11e0000-0000-4000-8000-000000000035' } : {}),
  });
  const id = `/subscriptions/${past.subscription}/resourceGroups/${past.group}/providers/Microsoft.ApiManagement/service/${past.service}`;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const call = request(
      `${sandbox.origin}${id}/backup?api-version=2024-05-01`,
      { method: 'POST', ca, headers },
      (answer) => {
        answer.resume();
        answer.on('end', () =>
          answer.statusCode === 202
            ? resolve()
            : reject(new Error(`${past.service}: HTTP ${answer.statusCode}`)),
        );
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}
