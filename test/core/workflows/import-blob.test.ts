import { describe, expect, it } from 'vitest';
import { parseForeignBlobName } from '../../../packages/core/src/workflows/foreign-blob-name.ts';
import { importBlob } from '../../../packages/core/src/workflows/import-blob.ts';
import type { Companion } from '../../../packages/core/src/workflows/read-companion.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const stampAt = Date.parse('2026-11-20T02:00:00Z');
const stamped = 'contoso-prod.Premium.westeurope.20261120T020000Z.apimbackup';
const prodId =
  '/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg/providers/Microsoft.ApiManagement/service/contoso-prod';
const prod = { id: `public|${prodId.toLowerCase()}`, label: 'prod', azureName: 'contoso-prod' };

function companion(changes: Partial<Companion> = {}): Companion {
  return {
    resourceId: prodId,
    label: 'prod',
    tier: 'Premium',
    region: 'westeurope',
    purpose: 'scheduled',
    createdAt: stampAt + 3_000,
    estimated: false,
    operation: null,
    access: 'system-identity',
    clientId: null,
    settings: null,
    ...changes,
  };
}

function imported(
  name: string,
  changes: { createdAt?: number | null; companion?: Companion | null } = {},
) {
  const { createdAt = stampAt + 600_000 } = changes;
  return importBlob({
    account: 'stdr',
    container: 'backups',
    blob: {
      name,
      url: `https://stdr/${name}`,
      sizeBytes: 10,
      createdAt,
      modifiedAt: createdAt,
      etag: '"1"',
    },
    companion: changes.companion ?? null,
    cloud: 'public',
    services: [prod],
    seenAt: now,
  });
}

describe('importing a blob', () => {
  it('takes service, tier, region and time from a stamped name, and says that the time is estimated', () => {
    expect(imported(stamped)).toMatchObject({
      kind: 'backup',
      backup: {
        service: prod.id,
        label: 'prod',
        tier: 'Premium',
        region: 'westeurope',
        createdAt: stampAt,
        estimated: true,
        purpose: 'manual',
        imported: true,
        state: 'present',
      },
    });
  });

  it('counts the 30 days from the earlier of stamp and Creation-Time', () => {
    const earlier = stampAt - 5_000;
    expect(imported(stamped, { createdAt: earlier })).toMatchObject({
      backup: { createdAt: earlier, estimated: true },
    });
  });

  it('believes a companion that knows the exact time, and takes its purpose', () => {
    expect(imported(stamped, { companion: companion({ purpose: 'safety' }) })).toMatchObject({
      backup: { createdAt: stampAt + 3_000, estimated: false, purpose: 'safety' },
    });
  });

  it('does not believe a companion that says the backup is younger than its blob', () => {
    const young = companion({ createdAt: now - 1_000 });
    expect(imported(stamped, { companion: young })).toMatchObject({
      backup: { createdAt: stampAt, estimated: true },
    });
  });

  it('finds the service of any name by the resource id in the companion, also one nobody configured', () => {
    const resourceId = prodId.replace('contoso-prod', 'contoso-new');
    expect(imported('before-upgrade', { companion: companion({ resourceId }) })).toMatchObject({
      backup: { service: `public|${resourceId.toLowerCase()}`, label: 'contoso-new' },
    });
  });

  it('never takes a time after the listing, whatever a clock said', () => {
    const name = 'contoso-prod.Premium.westeurope.20301120T020000Z.apimbackup';
    expect(imported(name, { createdAt: null })).toMatchObject({ backup: { createdAt: now } });
  });

  it('keeps no secret that a companion carries', () => {
    const settings = { properties: { publisherName: 'x', password: 'hunter2', customKey: 'y' } };
    const made = imported(stamped, { companion: companion({ settings }) });
    expect(JSON.stringify(made)).not.toContain('hunter2');
  });

  it('takes what Az PowerShell and people name backups of a known service, tier unknown', () => {
    for (const name of [
      'contoso-prod-2026-11-20-02-00.apimbackup',
      'nightly/Contoso-Prod-20261120T020000Z.apimbackup',
    ]) {
      expect(imported(name)).toMatchObject({
        backup: { service: prod.id, tier: null, createdAt: stampAt },
      });
    }
  });

  it('names the service it was not told of, and leaves what is no backup', () => {
    expect(imported(stamped.replace('contoso-prod', 'fabrikam'))).toEqual({
      kind: 'service-unknown',
      azureName: 'fabrikam',
    });
    expect(imported('readme.txt')).toEqual({ kind: 'foreign' });
  });
});

describe('names of other tools', () => {
  it('are read with every stamp people use', () => {
    for (const stamp of [
      '2026-11-20-02-00',
      '20261120T020000Z',
      '20261120020000',
      '20261120-020000',
      '2026-11-20T02-00-00Z',
      '2026-11-20T02:00:00.123Z',
      '20261120T0200Z',
    ]) {
      expect([stamp, parseForeignBlobName(`contoso-prod-${stamp}.apimbackup`)]).toEqual([
        stamp,
        { azureName: 'contoso-prod', at: stampAt },
      ]);
    }
  });

  it('are refused when the time does not exist', () => {
    for (const stamp of ['2026-02-31-02-00', '2026-11-20-25-00', '20261120T026000Z', '1']) {
      expect(parseForeignBlobName(`contoso-prod-${stamp}.apimbackup`)).toBeNull();
    }
  });
});
