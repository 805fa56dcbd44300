import type { Configuration, Entity } from './model.ts';

const allowCors = '<policies><inbound><base /></inbound><backend><base /></backend></policies>';

function policy(xml: string): Entity {
  return { name: 'policy', properties: { format: 'xml', value: xml } };
}

function operation(name: string, method: string, urlTemplate: string): Entity {
  return {
    name,
    properties: {
      displayName: name.replaceAll('-', ' '),
      method,
      urlTemplate,
      templateParameters: [],
    },
  };
}

function api(name: string, host: string, operations: Entity[]): Entity {
  return {
    name,
    properties: {
      displayName: `${name[0]?.toUpperCase()}${name.slice(1)} API`,
      apiRevision: '1',
      isCurrent: true,
      path: name,
      protocols: ['https'],
      serviceUrl: `https://${name}.${host}.test`,
      subscriptionRequired: true,
    },
    children: {
      operations,
      policies: [policy(allowCors)],
      schemas: [],
      revisions: [
        {
          name: '1',
          properties: { apiId: `/apis/${name};rev=1`, apiRevision: '1', isCurrent: true },
        },
      ],
      releases: [],
      diagnostics: [],
    },
  };
}

function crud(name: string): Entity[] {
  return [
    operation(`list-${name}`, 'GET', '/'),
    operation(`get-${name}`, 'GET', '/{id}'),
    operation(`create-${name}`, 'POST', '/'),
    operation(`delete-${name}`, 'DELETE', '/{id}'),
  ];
}

function product(name: string, apis: string[]): Entity {
  return {
    name,
    properties: {
      displayName: name[0]?.toUpperCase() + name.slice(1),
      state: 'published',
      subscriptionRequired: true,
      approvalRequired: name !== 'starter',
      subscriptionsLimit: 5,
    },
    children: {
      apis: apis.map((each) => ({ name: each, properties: { displayName: each } })),
      groups: [{ name: 'developers', properties: { displayName: 'Developers' } }],
      policies: [policy(allowCors)],
    },
  };
}

function namedValue(name: string, value: string, secret: boolean): Entity {
  return {
    name,
    properties: { displayName: name, secret, tags: [], ...(secret ? {} : { value }) },
    secret: { value },
  };
}

function subscriber(number: number, productName: string, service: string): Entity {
  return {
    name: `sub-${number}`,
    properties: {
      displayName: `${productName} ${number}`,
      scope: `/products/${productName}`,
      ownerId: `/users/${number}`,
      state: 'active',
      createdDate: '2026-01-05T08:00:00Z',
    },
    secret: {
      primaryKey: `pretend-primary-${service}-${number}`,
      secondaryKey: `pretend-secondary-${service}-${number}`,
    },
  };
}

function person(number: number, first: string, last: string): Entity {
  return {
    name: `${number}`,
    properties: {
      firstName: first,
      lastName: last,
      email: `${first.toLowerCase()}@partner.test`,
      state: 'active',
      registrationDate: '2026-01-05T08:00:00Z',
    },
    children: { groups: [{ name: 'developers', properties: { displayName: 'Developers' } }] },
  };
}

function group(name: string): Entity {
  return {
    name,
    properties: { displayName: name, type: 'system', builtIn: true },
    children: { users: [] },
  };
}

/**
 * A small, believable configuration: the same kinds of things in every service,
 * with names and secrets of its own, so that a restore from another service shows.
 *
 * @param service the service's name, which marks what belongs to it
 * @param apis the names of its APIs
 */
export function seedConfiguration(service: string, apis: string[]): Configuration {
  return {
    apis: apis.map((name) => api(name, service, crud(name))),
    apiVersionSets: [],
    products: [product('starter', apis.slice(0, 1)), product('unlimited', apis)],
    namedValues: [
      namedValue('environment', service, false),
      namedValue('backend-key', `pretend-backend-key-of-${service}`, true),
    ],
    subscriptions: [subscriber(1, 'starter', service), subscriber(2, 'unlimited', service)],
    users: [person(1, 'Pat', 'Larsen'), person(2, 'Mio', 'Tanaka')],
    groups: [group('administrators'), group('developers'), group('guests')],
    backends: [
      {
        name: 'core',
        properties: { url: `https://core.${service}.test`, protocol: 'http', title: 'Core' },
      },
    ],
    policies: [
      policy(
        `<policies><inbound><rate-limit calls="100" renewal-period="60" /></inbound></policies>`,
      ),
    ],
    policyFragments: [{ name: 'trace', properties: { format: 'xml', value: '<fragment />' } }],
    loggers: [
      {
        name: 'insights',
        properties: { loggerType: 'applicationInsights', isBuffered: true, credentials: {} },
      },
    ],
    diagnostics: [
      {
        name: 'applicationinsights',
        properties: { alwaysLog: 'allErrors', loggerId: '/loggers/insights' },
      },
      {
        name: 'azuremonitor',
        properties: { alwaysLog: 'allErrors', loggerId: '/loggers/azuremonitor' },
      },
    ],
    certificates: [
      {
        name: 'partner',
        properties: {
          subject: `CN=partner.${service}.test`,
          thumbprint: 'A1B2C3D4E5F60718293A4B5C6D7E8F9001122334',
          expirationDate: '2027-12-31T00:00:00Z',
        },
      },
    ],
    gateways: [
      {
        name: 'plant',
        properties: { description: 'Self-hosted gateway', locationData: { name: 'Plant 1' } },
        secret: {
          primary: `pretend-gateway-1-${service}`,
          secondary: `pretend-gateway-2-${service}`,
        },
        children: { apis: [], hostnameConfigurations: [], certificateAuthorities: [] },
      },
    ],
    authorizationServers: [],
    identityProviders: [
      { name: 'aad', properties: { type: 'aad', allowedTenants: ['contoso.com'] } },
    ],
    tags: [{ name: 'public', properties: { displayName: 'public' } }],
    tenant: [
      {
        name: 'access',
        properties: { enabled: true, principalId: 'integration' },
        secret: {
          primaryKey: `pretend-access-1-${service}`,
          secondaryKey: `pretend-access-2-${service}`,
        },
      },
    ],
    contentTypes: [
      {
        name: 'page',
        properties: { displayName: 'Page' },
        children: { contentItems: [{ name: 'home', properties: { en_us: { title: service } } }] },
      },
    ],
    portalRevisions: [
      { name: '20260105080000', properties: { isCurrent: true, status: 'completed' } },
    ],
    workspaces: [],
  };
}
