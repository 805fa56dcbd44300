import type { ResourceGroup, Subscription, Tenant } from '../world/model.ts';
import { regions } from '../world/places.ts';
import { groupId, within } from '../world/resource-id.ts';
import { mayAct } from '../world/roles.ts';
import { apimVersions, legacyVersion } from './api-version.ts';
import type { ArmApp, ArmContext, ArmDeps } from './deps.ts';
import { groupPath, subscriptionPath } from './deps.ts';
import { authorize, findSubscription, reachGroup } from './find.ts';
import { pageOf } from './paging.ts';

/** Tenants, subscriptions, resource groups, locations and providers, as a signed-in person may see them. */
export function subscriptionRoutes(app: ArmApp, deps: ArmDeps): void {
  app.get('/tenants', (c) => {
    const home = deps.world.state.tenants.filter((each) => each.id === c.get('caller').tenantId);
    return c.json({ value: home.map(tenantResource) });
  });

  app.get('/subscriptions', (c) => {
    const seen = deps.world.state.subscriptions.filter((each) => isSeen(c, deps, each));
    return c.json(page(c, deps, seen.map(subscriptionResource)));
  });

  app.get(subscriptionPath, (c) => {
    const found = findSubscription(c, deps);
    if (!isSeen(c, deps, found)) {
      authorize(c, deps, 'Microsoft.Resources/subscriptions/read', `/subscriptions/${found.id}`);
    }
    return c.json(subscriptionResource(found));
  });

  app.get(`${subscriptionPath}/locations`, (c) => {
    const { id } = findSubscription(c, deps);
    const value = regions.map(({ name, display }) => ({
      id: `/subscriptions/${id}/locations/${name}`,
      name,
      type: 'Region',
      displayName: display,
      regionalDisplayName: display,
      metadata: { regionType: 'Physical', regionCategory: 'Recommended' },
    }));
    return c.json({ value });
  });

  app.get(`${subscriptionPath}/resourcegroups`, (c) => {
    const { id } = findSubscription(c, deps);
    const groups = deps.world.state.resourceGroups.filter(
      (each) => each.subscriptionId === id && mayRead(c, deps, groupScope(each)),
    );
    return c.json(page(c, deps, groups.map(groupResource)));
  });

  app.get(groupPath, (c) =>
    c.json(
      groupResource(reachGroup(c, deps, 'Microsoft.Resources/subscriptions/resourceGroups/read')),
    ),
  );

  app.get(`${subscriptionPath}/providers`, (c) => {
    const { id } = findSubscription(c, deps);
    return c.json({
      value: ['Microsoft.ApiManagement', 'Microsoft.Storage'].map((each) => provider(id, each)),
    });
  });

  app.get(`${subscriptionPath}/providers/microsoft.apimanagement`, (c) =>
    c.json(provider(findSubscription(c, deps).id, 'Microsoft.ApiManagement')),
  );
  app.get(`${subscriptionPath}/providers/microsoft.storage`, (c) =>
    c.json(provider(findSubscription(c, deps).id, 'Microsoft.Storage')),
  );
  app.post(`${subscriptionPath}/providers/:namespace/register`, (c) =>
    c.json(provider(findSubscription(c, deps).id, c.req.param('namespace'))),
  );
}

/** A subscription shows as soon as its reader holds any role in or above it. */
function isSeen(c: ArmContext, deps: ArmDeps, subscription: Subscription): boolean {
  const { objectId, tenantId } = c.get('caller');
  const scope = `/subscriptions/${subscription.id}`;
  return (
    tenantId === subscription.tenantId &&
    deps.world.state.assignments.some(
      (each) =>
        each.principalId === objectId && (within(each.scope, scope) || within(scope, each.scope)),
    )
  );
}

function mayRead(c: ArmContext, deps: ArmDeps, scope: string): boolean {
  const action = 'Microsoft.Resources/subscriptions/resourceGroups/read';
  const principalId = c.get('caller').objectId;
  return mayAct(deps.world.state, { principalId, action, scope, now: deps.clock.now() });
}

function page(c: ArmContext, deps: ArmDeps, items: unknown[]): unknown {
  return pageOf(items, {
    url: new URL(c.req.url),
    origin: deps.origin(),
    size: deps.options.pageSize,
  });
}

function groupScope(group: ResourceGroup): string {
  return groupId({ subscriptionId: group.subscriptionId, resourceGroup: group.name });
}

function tenantResource(tenant: Tenant): Record<string, unknown> {
  return {
    id: `/tenants/${tenant.id}`,
    tenantId: tenant.id,
    countryCode: 'NL',
    displayName: tenant.name.replace(/\.com$/, ''),
    domains: [tenant.name, ...tenant.domains.filter((each) => each.includes('.'))],
    tenantCategory: 'Home',
    defaultDomain: tenant.name,
    tenantType: 'AAD',
  };
}

function subscriptionResource(subscription: Subscription): Record<string, unknown> {
  return {
    id: `/subscriptions/${subscription.id}`,
    authorizationSource: 'RoleBased',
    managedByTenants: [],
    subscriptionId: subscription.id,
    tenantId: subscription.tenantId,
    displayName: subscription.name,
    state: 'Enabled',
    subscriptionPolicies: {
      locationPlacementId: 'Public_2014-09-01',
      quotaId: 'EnterpriseAgreement_2014-09-01',
      spendingLimit: 'Off',
    },
  };
}

function groupResource(group: ResourceGroup): Record<string, unknown> {
  return {
    id: groupScope(group),
    name: group.name,
    type: 'Microsoft.Resources/resourceGroups',
    location: group.location,
    tags: group.tags,
    properties: { provisioningState: 'Succeeded' },
  };
}

function provider(subscriptionId: string, namespace: string): Record<string, unknown> {
  const isApim = namespace.toLowerCase() === 'microsoft.apimanagement';
  const locations = regions.map(({ display }) => display);
  const type = isApim
    ? {
        resourceType: 'service',
        locations,
        apiVersions: [legacyVersion, ...apimVersions].reverse(),
      }
    : { resourceType: 'storageAccounts', locations, apiVersions: ['2023-05-01', '2022-09-01'] };
  return {
    id: `/subscriptions/${subscriptionId}/providers/${namespace}`,
    namespace,
    registrationState: 'Registered',
    registrationPolicy: 'RegistrationRequired',
    resourceTypes: [type],
  };
}
