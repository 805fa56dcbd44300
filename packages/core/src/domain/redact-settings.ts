/** Stands where a secret was. */
export const redacted = '***';

/** What may be kept: a plain value, a list of one shape, a record of free keys, or named members. */
type Shape =
  | 'value'
  | { list: Shape }
  | { each: Shape }
  | { readonly members: Readonly<Record<string, Shape>> };

const values = (...names: string[]): Record<string, Shape> =>
  Object.fromEntries(names.map((name) => [name, 'value']));

const certificate: Shape = { members: values('expiry', 'thumbprint', 'subject') };
const subnet: Shape = { members: values('subnetResourceId', 'vnetid', 'subnetname') };
const sku: Shape = { members: values('name', 'capacity') };
const addresses: Shape = { list: 'value' };

/**
 * The settings of a service worth keeping beside a backup: those that say how to build it again and
 * that the backup itself does not contain. Whatever is not named here is left out, so that a field
 * Azure adds tomorrow cannot carry a secret into our files.
 * Source: Microsoft.ApiManagement 2024-05-01, service resource (facts/azure.md 1.2), against the
 * list of what is not backed up (facts/azure.md 3.4).
 */
const kept: Shape = {
  members: {
    ...values('id', 'name', 'type', 'location'),
    tags: { each: 'value' },
    zones: addresses,
    sku,
    identity: {
      members: {
        ...values('type', 'principalId', 'tenantId'),
        userAssignedIdentities: { each: { members: values('principalId', 'clientId') } },
      },
    },
    properties: {
      members: {
        ...values('provisioningState', 'targetProvisioningState', 'createdAtUtc'),
        ...values('platformVersion', 'publicNetworkAccess', 'disableGateway'),
        ...values('gatewayUrl', 'gatewayRegionalUrl', 'portalUrl', 'developerPortalUrl'),
        ...values('managementApiUrl', 'scmUrl', 'virtualNetworkType', 'publicIpAddressId'),
        ...values('natGatewayState', 'enableClientCertificate', 'publisherEmail', 'publisherName'),
        ...values('notificationSenderEmail', 'developerPortalStatus', 'legacyPortalStatus'),
        virtualNetworkConfiguration: subnet,
        publicIPAddresses: addresses,
        privateIPAddresses: addresses,
        outboundPublicIPAddresses: addresses,
        privateEndpointConnections: { list: { members: values('id', 'name', 'type') } },
        additionalLocations: {
          list: {
            members: {
              ...values('location', 'gatewayRegionalUrl', 'disableGateway', 'platformVersion'),
              ...values('publicIpAddressId', 'natGatewayState'),
              sku,
              zones: addresses,
              publicIPAddresses: addresses,
              privateIPAddresses: addresses,
              outboundPublicIPAddresses: addresses,
              virtualNetworkConfiguration: subnet,
            },
          },
        },
        hostnameConfigurations: {
          list: {
            members: {
              ...values('type', 'hostName', 'keyVaultId', 'identityClientId', 'defaultSslBinding'),
              ...values('negotiateClientCertificate', 'certificateSource', 'certificateStatus'),
              certificate,
            },
          },
        },
        certificates: { list: { members: { storeName: 'value', certificate } } },
        customProperties: { each: 'value' },
        apiVersionConstraint: { members: values('minApiVersion') },
        configurationApi: { members: values('legacyApi') },
      },
    },
  },
};

/**
 * The settings of a service that may be kept in the store and beside a backup, taken from the
 * service resource: known fields only, and in those every value that looks like a secret replaced
 * by `***` (promise 6). Same shape as the resource; empty for anything that is no resource.
 * Bounds: texts of at most 2,048 characters, 200 entries a list or record; more is left out.
 */
export function redactSettings(resource: Record<string, unknown>): Record<string, unknown> {
  const result = keep(resource, kept, '');
  return isRecord(result) ? result : {};
}

/** Whether a text looks like a secret: a key, a token, a signature or a body of a certificate. */
export function looksSecret(text: string): boolean {
  if (secretShapes.some((shape) => shape.test(text))) return true;
  // Base64 may contain slashes, and so do ids and addresses: those are looked at segment by segment.
  const isPath = /^(?:\/subscriptions\/|https?:\/\/)/i.test(text);
  return (isPath ? text.split('/') : [text]).some((segment) => base64Body.test(segment));
}

const entryLimit = 200;
const textLimit = 2048;

function keep(value: unknown, shape: Shape, name: string): unknown {
  if (shape === 'value') return keepValue(value, name);
  if ('list' in shape) {
    if (!Array.isArray(value)) return undefined;
    return value.slice(0, entryLimit).flatMap((each) => keep(each, shape.list, name) ?? []);
  }
  if (!isRecord(value)) return undefined;
  const entries =
    'each' in shape ? freeEntries(value, shape.each) : memberEntries(value, shape.members);
  return Object.fromEntries(entries.filter(([, each]) => each !== undefined));
}

function freeEntries(value: Record<string, unknown>, shape: Shape): [string, unknown][] {
  // A key can be a secret too: such an entry is left out whole.
  return Object.entries(value)
    .filter(([key]) => key.length <= textLimit && !looksSecret(key))
    .slice(0, entryLimit)
    .map(([key, each]) => [key, keep(each, shape, key)]);
}

function memberEntries(
  value: Record<string, unknown>,
  members: Readonly<Record<string, Shape>>,
): [string, unknown][] {
  return Object.entries(members).map(([key, shape]) => {
    const each = Object.hasOwn(value, key) ? value[key] : undefined;
    return [key, keep(each, shape, key)];
  });
}

function keepValue(value: unknown, name: string): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') {
    return secretName.test(name) && value !== null ? redacted : value;
  }
  if (typeof value !== 'string' || value.length > textLimit) return undefined;
  return secretName.test(name) || looksSecret(value) ? redacted : value;
}

// Key Vault *ids* name a secret without holding it, so "secret" counts only as the end of a name.
const secretName =
  /(?:password|passwd|pwd|secret|token|credential|sas|signature|connection[-_ ]?string|(?:access|account|api|primary|secondary|shared|master|private|storage)[-_ ]?keys?|^keys?)(?:value)?$/i;

const secretShapes: readonly RegExp[] = [
  // Shared access signatures and connection strings.
  /[?&;]sig=/i,
  /(?:accountkey|sharedaccesskey|sharedaccesssignature|instrumentationkey|password|pwd|secret|token)\s*[=:]/i,
  // JSON web tokens, and whatever is sent as Authorization.
  /eyJ[A-Za-z0-9_-]{8,}/,
  /\b(?:bearer|basic)\s+[A-Za-z0-9+/=._~-]{8,}/i,
  /-----BEGIN /,
  // Client secrets of Entra ID: three letters or digits and a digit, then 8Q~ and the rest.
  /[A-Za-z0-9_.~-]{3}\dQ~[A-Za-z0-9_.~-]{20,}/,
  /xox[a-z]-[A-Za-z0-9-]{8,}|xapp-[A-Za-z0-9-]{8,}/,
  // API Management's own keys: 32 hexadecimal digits. Thumbprints have 40, GUIDs have dashes.
  /(?<![0-9A-Fa-f-])[0-9a-f]{32}(?![0-9A-Fa-f-])/i,
  // Credentials inside an address.
  /:\/\/[^/\s:@]+:[^/\s@]+@/,
];

// Certificates and 32- or 64-byte keys: long, upper and lower case mixed, no dot, dash or colon.
const base64Body =
  /(?<![A-Za-z0-9+/])(?=[A-Z0-9+/]*[a-z])(?=[a-z0-9+/]*[A-Z])[A-Za-z0-9+/]{40,}={0,2}(?![A-Za-z0-9+/])/;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
