import { beforeAll, describe, expect, it } from 'vitest';
import { services } from '../harness/arm.ts';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Person } from '../harness/person.ts';

const { sandbox, arm, person } = inSandbox();

const apis = (service: string) => arm().names(service, 'apis');
const line = ['restore', 'contoso-dr', '--from', 'latest:contoso-prod', '--confirm', 'contoso-dr'];

let asks: Person;
let decides: Person;

/** Two sign-ins of the sandbox on one machine: one asks, the other one may decide. */
beforeAll(async () => {
  asks = person();
  decides = person({
    AZURE_CLIENT_SECRET: 'sandbox-secret-of-lifeboat-backup',
    LIFEBOAT_STATE_DIR: asks.stateDir,
  });
  const restore = await principal('lifeboat-restore');
  const backup = await principal('lifeboat-backup');
  for (const one of [asks, decides]) {
    one.configure((config) => {
      config.services['contoso-dr'] = {
        ...config.services['contoso-dr'],
        environment: 'production',
      };
      config.people = {
        asks: { azure: restore.objectId },
        decides: { azure: backup.objectId },
      };
      config.approvals = { restore: 'production', by: ['asks', 'decides'] };
    });
  }
  decides.configure((config) => {
    config.auth.clientId = backup.clientId;
  });
  await asks.json('backup', 'contoso-prod');
});

/** A principal's ids, by its name. */
async function principal(name: string): Promise<{ clientId: string; objectId: string }> {
  const audience = 'https://management.azure.com';
  const { token } = await sandbox().control.token({ principal: name, audience });
  const claims: { appid: string; oid: string } = JSON.parse(
    Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
  );
  return { clientId: claims.appid, objectId: claims.oid };
}

describe('a restore under a rule', () => {
  it('waits for the other one’s yes, is carried out by the same line, and only once', async () => {
    const before = await apis(services.dr);
    const first = await asks.json(...line);
    const id = String(first.data.request);
    const own = await asks.json('approve', id);
    const unchanged = await apis(services.dr);
    const yes = await decides.json('approve', id, '--reason', 'agreed on the phone');
    const twice = await decides.json('reject', id, '--reason', 'late');
    const done = await asks.json(...line);
    const again = await asks.json(...line);

    expect([first.code, first.error?.code]).toEqual([7, 'approval-required']);
    expect(first.data.approval).toMatchObject({ id, state: 'open', askedBy: { person: 'asks' } });
    expect([own.code, own.error?.code]).toEqual([4, 'not-allowed']);
    expect(unchanged).toEqual(before);
    expect(yes.data.approval).toMatchObject({
      state: 'approved',
      decision: { by: { person: 'decides' } },
    });
    expect([twice.code, twice.data.decidedBy]).toEqual([6, 'decides']);
    expect(done.code).toBe(0);
    expect(await apis(services.dr)).toEqual(await apis(services.prod));
    expect([again.code, again.error?.code]).toEqual([7, 'approval-required']);
  });

  it('can be carried out fresh, in one run, by breaking the glass', async () => {
    await sandbox().control.call('PUT', '/world/services/contoso-prod/configuration/apis/newest', {
      properties: { displayName: 'newest' },
    });
    const words = ['restore', 'contoso-dr', '--fresh', '--confirm', 'contoso-dr'];
    const done = await asks.json(...words, '--break-glass', '--reason', 'region is down');
    const trail = await asks.json('audit');

    expect(done.code).toBe(0);
    expect(done.data.operations).toMatchObject([
      { kind: 'restore', service: 'contoso-dr', status: 'succeeded' },
      { kind: 'backup', service: 'contoso-dr', status: 'succeeded' },
      { kind: 'backup', service: 'contoso-prod', status: 'succeeded' },
    ]);
    expect(await apis(services.dr)).toContain('newest');
    expect(JSON.stringify(trail.data)).toContain('goes on without a second person');
  });
});
