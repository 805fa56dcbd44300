import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  looksSecret,
  redacted,
  redactSettings,
} from '../../../packages/core/src/domain/redact-settings.ts';

const guid = '0b1c2d3e-1111-2222-3333-444455556666';
const subnet = `/subscriptions/${guid}/resourceGroups/rgProd1/providers/Microsoft.Network/virtualNetworks/vnetProd/subnets/apim`;
const resource = {
  id: `/subscriptions/${guid}/resourceGroups/rgProd1/providers/Microsoft.ApiManagement/service/contoso-prod`,
  name: 'contoso-prod',
  location: 'West Europe',
  etag: 'AAAAAAAaLDU=',
  tags: { team: 'api', 'deploy-password': 'hunter2', note: 'key AccountKey=abc' },
  sku: { name: 'Premium', capacity: 2 },
  identity: {
    type: 'SystemAssigned',
    principalId: guid,
    tenantId: guid,
    userAssignedIdentities: { [subnet]: { clientId: guid, principalId: guid } },
  },
  properties: {
    publisherEmail: 'ana@contoso.com',
    virtualNetworkType: 'Internal',
    virtualNetworkConfiguration: { subnetResourceId: subnet },
    hostnameConfigurations: [
      {
        type: 'Proxy',
        hostName: 'api.contoso.com',
        keyVaultId: 'https://contoso.vault.azure.net/secrets/api-contoso-com',
        encodedCertificate: 'MIIKcQIBAzCCCi0GCSqGSIb3DQEHAaCCCh4EggoaMIIK',
        certificatePassword: 'hunter2',
        certificate: {
          thumbprint: 'A94A8FE5CCB19BA61C4C0873D391E987982FBBD3',
          subject: 'CN=api.contoso.com',
          expiry: '2027-01-01T00:00:00Z',
        },
      },
    ],
    certificates: [{ encodedCertificate: 'x', certificatePassword: 'y', storeName: 'Root' }],
    customProperties: {
      'Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols.Tls10': 'False',
    },
    somethingNew: { apiKey: 'hunter2' },
  },
};

describe('the settings kept beside a backup', () => {
  const kept = redactSettings(resource);

  it('say how to build the service again', () => {
    expect(kept).toEqual({
      id: resource.id,
      name: 'contoso-prod',
      location: 'West Europe',
      tags: { team: 'api', 'deploy-password': redacted, note: redacted },
      sku: { name: 'Premium', capacity: 2 },
      identity: resource.identity,
      properties: {
        publisherEmail: 'ana@contoso.com',
        virtualNetworkType: 'Internal',
        virtualNetworkConfiguration: { subnetResourceId: subnet },
        hostnameConfigurations: [
          {
            type: 'Proxy',
            hostName: 'api.contoso.com',
            keyVaultId: 'https://contoso.vault.azure.net/secrets/api-contoso-com',
            certificate: resource.properties.hostnameConfigurations[0]?.certificate,
          },
        ],
        certificates: [{ storeName: 'Root' }],
        customProperties: resource.properties.customProperties,
      },
    });
  });

  it('are the same when redacted twice', () => {
    expect(redactSettings(kept)).toEqual(kept);
  });

  it('are empty for what is no service', () => {
    expect(redactSettings({})).toEqual({});
    expect(redactSettings({ properties: 'x', tags: [1], zones: {} })).toEqual({});
  });

  it('leave out a text without end', () => {
    expect(redactSettings({ name: 'x'.repeat(2049), location: 'y'.repeat(2048) })).toEqual({
      location: 'y'.repeat(2048),
    });
  });
});

const base64 = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((each) => Buffer.from(each).toString('base64'));
const word = (length: number) => fc.stringMatching(new RegExp(`^[A-Za-z0-9_~]{${length}}$`));
const secret = fc.oneof(
  base64(64).filter((key) => /[a-z]/.test(key) && /[A-Z]/.test(key)),
  base64(32).filter((key) => /[a-z]/.test(key) && /[A-Z]/.test(key)),
  word(30).map((each) => `eyJhbGciOiJSUzI1NiJ9.${each}.${each}`),
  word(34).map((each) => `abc8Q~${each}`),
  word(24).map((each) => `xoxb-${each.replaceAll(/[_~]/g, '0')}`),
  fc.stringMatching(/^[0-9a-f]{32}$/),
  word(43).map((each) => `https://st.blob.core.windows.net/c/b?sv=2024-11-04&sig=${each}%3D`),
  word(12).map((each) => `Endpoint=sb://x/;SharedAccessKeyName=k;SharedAccessKey=${each}`),
  word(12).map((each) => `https://ana:${each}@contoso.com/hook`),
  base64(300).map((each) => `-----BEGIN PRIVATE KEY-----\n${each}\n-----END PRIVATE KEY-----`),
);

/** Puts the secret in place of one text of the resource, or under a new key of one of its blocks. */
function plant(value: unknown, secretText: string, choose: () => number): unknown {
  if (typeof value === 'string')
    return choose() < 0.3 ? `${choose() < 0.5 ? '' : 'was '}${secretText}` : value;
  if (Array.isArray(value))
    return [...value.map((each) => plant(each, secretText, choose)), secretText];
  if (typeof value !== 'object' || value === null) return value;
  const planted = Object.entries(value).map(([key, each]) => [
    key,
    plant(each, secretText, choose),
  ]);
  if (choose() < 0.3) planted.push([secretText, 'x']);
  if (choose() < 0.3) planted.push(['anything', secretText]);
  return Object.fromEntries(planted);
}

describe('a secret', () => {
  it('never survives, wherever in the resource it was planted', () => {
    let planted = 0;
    fc.assert(
      fc.property(
        secret,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (text, stream) => {
          const dirty = plant(resource, text, () => Number(stream.next().value));
          planted += JSON.stringify(dirty).includes(JSON.stringify(text).slice(1, -1)) ? 1 : 0;
          // The plant turns the resource into another one of the same kind.
          const clean = JSON.stringify(redactSettings(dirty as Record<string, unknown>));

          expect(clean).not.toContain(JSON.stringify(text).slice(1, -1));
        },
      ),
      { numRuns: 2000 },
    );
    expect(planted).toBeGreaterThan(1000);
  });

  it('of any form is gone under a name that says what it is', () => {
    const name = fc.constantFrom(
      'password',
      'clientSecret',
      'primaryKey',
      'connectionString',
      'sas',
      'accessToken',
      'api-key',
    );
    fc.assert(
      fc.property(name, fc.string({ minLength: 1 }), (key, value) => {
        expect(redactSettings({ tags: { [key]: value } })).toEqual({ tags: { [key]: redacted } });
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    resource.id,
    subnet,
    guid,
    'A94A8FE5CCB19BA61C4C0873D391E987982FBBD3',
    'Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Ciphers.TripleDes168',
    'https://contoso.vault.azure.net/secrets/api-contoso-com/0123456789abcdef',
    'https://contoso-prod.developer.azure-api.net',
    'CN=Contoso Root CA 2026, O=Contoso, C=IT',
    '2026-11-23T12:00:00.1234567Z',
  ])('is not what %s looks like', (text) => {
    expect(looksSecret(text)).toBe(false);
  });
});
