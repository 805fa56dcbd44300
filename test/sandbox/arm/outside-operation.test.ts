import { describe, expect, it } from 'vitest';
import { azureError, identityBody, json, type PretendArm, pretendArm, svc } from './pretend-arm.ts';

function outside(
  arm: PretendArm,
  method: string,
  body: unknown = { seconds: 600 },
): Promise<Response> {
  const init = { method, ...(method === 'DELETE' ? {} : { body: JSON.stringify(body) }) };
  return Promise.resolve(arm.world.control.request('/services/contoso-prod/operations', init));
}

describe('work of somebody else', () => {
  it('keeps the service busy until it ends', async () => {
    const arm = pretendArm({ busyDuringOperations: false });
    await outside(arm, 'POST');

    const busy = await json(await arm.send('GET', svc('contoso-prod')));
    const refused = await arm.send('POST', svc('contoso-prod', '/backup'), {
      body: identityBody(),
    });
    arm.clock.advance(600_000);
    const taken = await arm.send('POST', svc('contoso-prod', '/backup'), { body: identityBody() });

    expect(busy).toMatchObject({ properties: { provisioningState: 'Updating' } });
    expect(await azureError(refused)).toMatchObject({ status: 409, code: 'ServiceLocked' });
    expect(taken.status).toBe(202);
  });

  it('can be ended at once and leaves its trace under its caller', async () => {
    const arm = pretendArm({ activityLogLagMs: 0 });
    await outside(arm, 'POST');

    await outside(arm, 'DELETE');
    const taken = await arm.send('POST', svc('contoso-prod', '/backup'), { body: identityBody() });

    expect(taken.status).toBe(202);
    expect(arm.world.state.events.slice(0, 3)).toMatchObject([
      { status: 'Started', action: 'Microsoft.ApiManagement/service/write' },
      { status: 'Accepted' },
      { status: 'Succeeded', trace: { caller: 'raj@contoso.com' } },
    ]);
  });
});
