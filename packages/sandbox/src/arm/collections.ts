/** The collections below a service, and below their entities, as far as they exist. */
type Collections = { [name: string]: Collections };

const diagnosed: Collections = { policies: {}, diagnostics: {} };

/** Child collections of a service in api-version 2024-05-01 (facts 1.6). */
const known: Collections = {
  apis: {
    ...diagnosed,
    operations: { policies: {}, tags: {} },
    revisions: {},
    releases: {},
    schemas: {},
    tags: {},
    tagDescriptions: {},
    issues: {},
    resolvers: { policies: {} },
    wikis: {},
    products: {},
  },
  apiVersionSets: {},
  products: { apis: {}, groups: {}, policies: {}, tags: {}, subscriptions: {} },
  subscriptions: {},
  users: { groups: {}, subscriptions: {}, identities: {} },
  groups: { users: {} },
  namedValues: {},
  backends: {},
  policies: {},
  policyFragments: {},
  policyRestrictions: {},
  loggers: {},
  diagnostics: {},
  certificates: {},
  caches: {},
  gateways: { apis: {}, hostnameConfigurations: {}, certificateAuthorities: {} },
  authorizationServers: {},
  authorizationProviders: { authorizations: {} },
  openidConnectProviders: {},
  identityProviders: {},
  tags: {},
  templates: {},
  notifications: {},
  schemas: {},
  documentations: {},
  contentTypes: { contentItems: {} },
  portalRevisions: {},
  portalconfigs: {},
  portalsettings: {},
  settings: {},
  tenant: {},
  workspaces: { apis: {}, products: {}, namedValues: {} },
  workspaceLinks: {},
  allPolicies: {},
};

/** A step of a child path: a collection and, unless the path ends there, an entity of it. */
export type ChildStep = { collection: string; name: string | null };

/**
 * Reads the path below a service, such as `apis/orders/operations`. Collection
 * names come back in Azure's spelling; null when there is no such collection.
 */
export function readChildPath(parts: string[]): ChildStep[] | null {
  const steps: ChildStep[] = [];
  let level = known;
  for (let index = 0; index < parts.length; index += 2) {
    const wanted = (parts[index] ?? '').toLowerCase();
    const found = Object.entries(level).find(([name]) => name.toLowerCase() === wanted);
    if (found === undefined) return null;
    steps.push({ collection: found[0], name: parts[index + 1] ?? null });
    level = found[1];
  }
  return steps;
}
