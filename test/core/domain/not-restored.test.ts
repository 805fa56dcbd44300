import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notRestored } from '../../../packages/core/src/domain/not-restored.ts';
import { redactSettings } from '../../../packages/core/src/domain/redact-settings.ts';

const plain = {
  identity: { type: 'None' },
  tags: {},
  properties: {
    virtualNetworkType: 'None',
    developerPortalStatus: 'Disabled',
    customProperties: {},
    additionalLocations: [],
    certificates: null,
    hostnameConfigurations: [
      { type: 'Proxy', hostName: 'x.azure-api.net', certificateSource: 'BuiltIn' },
    ],
  },
};
const rich = {
  identity: { type: 'SystemAssigned, UserAssigned' },
  tags: { team: 'api' },
  properties: {
    virtualNetworkType: 'Internal',
    developerPortalStatus: 'Enabled',
    customProperties: {
      'Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols.Tls10': 'False',
    },
    additionalLocations: [{ location: 'North Europe' }],
    certificates: [{ storeName: 'Root' }],
    privateEndpointConnections: [{ id: '/x' }],
    hostnameConfigurations: [{ hostName: 'api.contoso.com', certificateSource: 'KeyVault' }],
  },
};
const names = (settings: Record<string, unknown> | null) =>
  notRestored(settings).map((gap) => gap.name);

describe('what a restore does not bring back', () => {
  it('is everything documented when nothing is known of the service', () => {
    const documented = [
      'analytics',
      'hostname-certificates',
      'ca-certificates',
      'virtual-network',
      'managed-identity',
      'diagnostic-settings',
      'protocols-and-ciphers',
      'developer-portal',
    ];

    expect(names(null)).toEqual(expect.arrayContaining(documented));
    expect(notRestored(null).every((gap) => !gap.certain)).toBe(true);
  });

  it('leaves out what the service does not have', () => {
    const left = names(plain);

    for (const name of [
      'hostname-certificates',
      'ca-certificates',
      'virtual-network',
      'managed-identity',
      'identity-roles',
      'protocols-and-ciphers',
      'developer-portal',
      'extra-regions',
      'private-endpoints',
      'tags',
    ]) {
      expect(left).not.toContain(name);
    }
    expect(left).toEqual(
      expect.arrayContaining(['analytics', 'subscription-keys', 'self-hosted-gateways']),
    );
  });

  it('is certain of what the service has', () => {
    const certain = notRestored(rich)
      .filter((gap) => gap.certain)
      .map((gap) => gap.name);

    expect(certain).toEqual([
      'hostname-certificates',
      'ca-certificates',
      'virtual-network',
      'managed-identity',
      'identity-roles',
      'protocols-and-ciphers',
      'extra-regions',
      'private-endpoints',
      'tags',
    ]);
  });

  it('reads the same from settings that were kept redacted', () => {
    expect(notRestored(redactSettings(rich))).toEqual(notRestored(rich));
    expect(notRestored(redactSettings(plain))).toEqual(notRestored(plain));
  });

  it('is told in whole sentences under names of their own', () => {
    const all = notRestored(null);

    expect(new Set(all.map((gap) => gap.name)).size).toBe(all.length);
    for (const gap of all) expect(gap.sentence).toMatch(/^[A-Z].*\.$/);
  });

  it('never throws, whatever the settings look like', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('properties', 'identity', 'tags', 'x'), fc.jsonValue()),
        (settings) => {
          expect(notRestored(settings).length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
