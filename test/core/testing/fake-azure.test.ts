import { fakeAzure, manualClock, notSeen, sampleResourceId } from '@lifeboat/core/testing';
import { describe, expect, it } from 'vitest';

const place = { account: 'stdr', container: 'apim-backups' };
const container = { ...place, key: null };
const prod = sampleResourceId('contoso-prod');

function startRequest(kind: 'backup' | 'restore', blobName: string) {
  return {
    kind,
    resourceId: prod,
    apiVersion: '2024-05-01',
    ...place,
    blobName,
    access: 'system-identity' as const,
    accessKey: null,
    clientId: null,
    clientRequestId: 'ours',
    claims: null,
  };
}

describe('the pretend Azure', () => {
  it('takes a backup, locks the service, and writes the blob when its time has come', async () => {
    const clock = manualClock();
    const fake = fakeAzure({ clock });
    fake.putService(prod);
    const { apiManagement, blobs, activityLog } = fake.azure('default');
    const answer = await apiManagement.start(startRequest('backup', 'one.apimbackup'));
    if (answer.kind !== 'accepted') throw new Error(answer.kind);
    expect(answer.location).toContain('//operationresults/');
    expect(await apiManagement.start(startRequest('backup', 'two'))).toMatchObject({
      kind: 'rejected',
      azure: { status: 409, code: 'ServiceLocked' },
    });
    expect(await apiManagement.ask(answer.location ?? '')).toMatchObject({
      answer: { status: 202, headers: { 'retry-after': '60' } },
    });
    await clock.advance(7 * 60_000);
    expect(await apiManagement.ask(answer.location ?? '')).toMatchObject({
      answer: { status: 200 },
    });
    expect(await blobs.head(container, 'one.apimbackup')).toMatchObject({ seen: true });
    expect(fake.service(prod)?.provisioningState).toBe('Succeeded');
    const log = await activityLog.read({
      subscription: '',
      resourceGroup: '',
      resourceId: prod,
      from: 0,
      to: clock.now(),
    });
    expect(log.seen && log.value.map((event) => event.status)).toEqual([
      'started',
      'accepted',
      'succeeded',
    ]);
  });

  it('restores what the blob carries, and fails when the blob is gone', async () => {
    const clock = manualClock();
    const fake = fakeAzure({ clock });
    fake.putService(prod, { configuration: 'new' });
    fake.putBlob(place, 'old.apimbackup', { text: 'old' });
    const { apiManagement } = fake.azure('default');
    await apiManagement.start(startRequest('restore', 'old.apimbackup'));
    await clock.advance(11 * 60_000);
    expect(fake.service(prod)?.configuration).toBe('old');
    fake.removeBlob(place, 'old.apimbackup');
    const again = await apiManagement.start(startRequest('restore', 'old.apimbackup'));
    await clock.advance(11 * 60_000);
    const address = again.kind === 'accepted' ? (again.location ?? '') : '';
    expect(await apiManagement.ask(address)).toMatchObject({ answer: { status: 400 } });
  });

  it('answers by script first, where a deed can happen and its answer be lost', async () => {
    const fake = fakeAzure({ clock: manualClock() });
    fake.putService(prod);
    const { apiManagement } = fake.azure('default');
    fake.script('apiManagement.start', (perform) => {
      perform();
      return { kind: 'unclear', words: 'lost', azure: null };
    });
    expect(await apiManagement.start(startRequest('backup', 'one'))).toMatchObject({
      kind: 'unclear',
    });
    expect(fake.runs()).toHaveLength(1);
    expect(fake.calls('apiManagement.start')).toHaveLength(1);
  });

  it('refuses a look until it is mended, for the calls that were picked', async () => {
    const fake = fakeAzure({ clock: manualClock() });
    fake.putService(prod);
    const mend = fake.refuse('apiManagement.get', 'denied', {
      when: (call) => call.about === prod,
    });
    const { apiManagement } = fake.azure('default');
    expect(await apiManagement.get(prod)).toEqual(notSeen('denied'));
    mend();
    expect(await apiManagement.get(prod)).toMatchObject({ seen: true });
    expect(await apiManagement.get(`${prod}-x`)).toEqual(notSeen('absent'));
  });
});
