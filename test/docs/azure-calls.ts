/** A call to Azure as the sandbox saw it. */
type Call = { front: string; method: string; path: string };

/**
 * Which right of Azure each call takes; null for those that take none (sign-in). Sources: the
 * permissions of Microsoft.ApiManagement and Microsoft.Storage,
 * learn.microsoft.com/azure/role-based-access-control, and "Authorize with Microsoft Entra ID" of the
 * blob service (Put Blob: write, or add/action for a new one), read 2026-11-23.
 */
const rules: readonly { front: string; call: RegExp; action: string | null }[] = [
  arm('GET', '/service/[^/?]+\\?', 'Microsoft.ApiManagement/service/read'),
  arm('POST', '/service/[^/?]+/backup\\?', 'Microsoft.ApiManagement/service/backup/action'),
  arm('POST', '/service/[^/?]+/restore\\?', 'Microsoft.ApiManagement/service/restore/action'),
  arm(
    'GET',
    '/service/[^/?]+//?operationresults/',
    'Microsoft.ApiManagement/service/operationresults/read',
  ),
  arm(
    'GET',
    '/locations/[^/?]+/operationStatuses/',
    'Microsoft.ApiManagement/locations/operationsStatuses/read',
  ),
  arm('GET', '/service/[^/?]+/reports/', 'Microsoft.ApiManagement/service/reports/read'),
  arm('GET', '/service/[^/?]+/workspaces\\?', 'Microsoft.ApiManagement/service/workspaces/read'),
  arm('GET', '/deletedservices\\?', 'Microsoft.ApiManagement/deletedservices/read'),
  arm('GET', '/Microsoft.Authorization/permissions\\?', 'Microsoft.Authorization/permissions/read'),
  arm('GET', '/Microsoft.Authorization/locks\\?', 'Microsoft.Authorization/locks/read'),
  arm(
    'GET',
    '/Microsoft.Authorization/roleAssignments\\?',
    'Microsoft.Authorization/roleAssignments/read',
  ),
  arm('PUT', '/service/[^/?]+\\?', 'Microsoft.ApiManagement/service/write'),
  arm('GET', '/Microsoft.Insights/eventtypes/', 'Microsoft.Insights/eventtypes/values/read'),
  arm('GET', '^/subscriptions\\?', 'Microsoft.Resources/subscriptions/read'),
  arm('POST', '/Microsoft.ResourceGraph/', 'Microsoft.ApiManagement/service/read'),
  arm('POST', '/listKeys\\?', 'Microsoft.Storage/storageAccounts/listKeys/action'),
  arm(
    'GET',
    '^/subscriptions/[^/]+/resourceGroups/[^/?]+\\?',
    'Microsoft.Resources/subscriptions/resourceGroups/read',
  ),
  arm('GET', '/storageAccounts(?:/[^/?]+)?\\?', 'Microsoft.Storage/storageAccounts/read'),
  arm('GET', '/blobServices/default\\?', 'Microsoft.Storage/storageAccounts/blobServices/read'),
  arm(
    'GET',
    '/managementPolicies/default\\?',
    'Microsoft.Storage/storageAccounts/managementPolicies/read',
  ),
  arm(
    'GET',
    '/blobServices/default/containers(?:/[^/?]+)?\\?',
    'Microsoft.Storage/storageAccounts/blobServices/containers/read',
  ),
  arm('GET', '/\\.well-known/|/discovery/', null),
  arm('POST', '/oauth2/', null),
  { front: 'gateway', call: /^GET .*\/status-0123456789abcdef$/, action: null },
  blob('GET|HEAD', 'read'),
  blob('PUT', 'add/action'),
  blob('DELETE', 'delete'),
];

/** The right that a call takes. Throws for a call nobody has thought of. */
export function rightFor({ front, method, path }: Call): string | null {
  const rule = rules.find((each) => each.front === front && each.call.test(`${method} ${path}`));
  if (rule === undefined) {
    throw new Error(`docs/azure.md names no right for ${front}: ${method} ${path}`);
  }
  return rule.action;
}

function arm(method: string, path: string, action: string | null) {
  const call = path.startsWith('^') ? ` ${path.slice(1)}` : ` .*(?:${path})`;
  return { front: 'main', call: new RegExp(`^${method}${call}`, 'i'), action };
}

function blob(methods: string, right: string) {
  const blobs = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs';
  return { front: 'storage', call: new RegExp(`^(?:${methods}) `), action: `${blobs}/${right}` };
}
