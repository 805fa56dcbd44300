import { describe, expect, it } from 'vitest';
import { mayAct, mayTouchBlobs } from '../../../packages/sandbox/src/world/roles.ts';
import { newWorld } from './new-world.ts';

const now = Date.parse('2026-11-23T09:00:00Z');

describe('the fleet of the beginning', () => {
  const { state } = newWorld();
  const service = (name: string) => state.services.find((each) => each.name === name);
  const account = (name: string) => state.accounts.find((each) => each.name === name);

  it('has a standby in another region, of the same tier', () => {
    const [prod, dr] = [service('contoso-prod'), service('contoso-dr')];

    expect(prod?.sku.name).toBe(dr?.sku.name);
    expect([prod?.location, dr?.location]).toEqual(['westeurope', 'northeurope']);
  });

  it('keeps its backups where the region of production may go, with a copy', () => {
    expect(account('stcontosodr')).toMatchObject({
      sku: 'Standard_GRS',
      primaryLocation: 'northeurope',
      secondaryLocation: 'westeurope',
    });
    expect(account('stcontosowe')).toMatchObject({
      sku: 'Standard_RAGRS',
      primaryLocation: 'westeurope',
      secondaryLocation: 'northeurope',
    });
  });

  it('lets the configured application do all of a recovery, and no more', () => {
    const principalId =
      state.people.find((each) => each.displayName === 'lifeboat-restore')?.objectId ?? '';
    const scope = `/subscriptions/${service('contoso-prod')?.subscriptionId}`;
    const may = (action: string) => mayAct(state, { principalId, scope, now, action });
    const blobs = `${scope}/resourceGroups/rg-backup/providers/Microsoft.Storage/storageAccounts/stcontosodr`;

    const allowed = [
      'Microsoft.ApiManagement/service/backup/action',
      'Microsoft.ApiManagement/service/restore/action',
      'Microsoft.ApiManagement/service/write',
      'Microsoft.ApiManagement/deletedservices/read',
      'Microsoft.ApiManagement/service/reports/read',
      'Microsoft.ApiManagement/service/workspaces/read',
      'Microsoft.Authorization/locks/read',
      'Microsoft.Authorization/roleAssignments/read',
      'Microsoft.Storage/storageAccounts/managementPolicies/read',
    ].filter((action) => !may(action));
    const denied = [
      'Microsoft.ApiManagement/service/delete',
      'Microsoft.ApiManagement/locations/deletedservices/delete',
      'Microsoft.Storage/storageAccounts/failover/action',
      'Microsoft.Authorization/roleAssignments/write',
    ].filter(may);

    expect({ missing: allowed, tooMuch: denied }).toEqual({ missing: [], tooMuch: [] });
    expect(mayTouchBlobs(state, { principalId, scope: blobs, now, action: 'delete' })).toBe(true);
  });
});
