import { describe, expect, it } from 'vitest';
import { authorityOf, blobEndpointOf } from '../../../packages/core/src/azure/cloud.ts';
import { cloudByName } from '../../../packages/core/src/domain/clouds.ts';
import type { Cloud } from '../../../packages/core/src/domain/configuration.ts';

describe('a cloud of one’s own', () => {
  const cloud: Cloud = {
    name: 'sandbox',
    authorityHost: 'https://localhost:8443/',
    instanceDiscovery: false,
    resourceManager: 'https://localhost:8443',
    resourceManagerScope: 'https://management.azure.com/.default',
    blobEndpoint: 'https://localhost:10000/{account}/',
    storageScope: 'https://storage.azure.com/.default',
    caFile: null,
    apiVersion: '2024-05-01',
    portal: null,
  };

  it('has its blobs where its pattern puts the account', () => {
    expect(blobEndpointOf(cloud, 'stcontosodr')).toBe('https://localhost:10000/stcontosodr');
  });

  it('has its authority under the tenant, with one slash between', () => {
    expect(authorityOf(cloud, 'contoso.com')).toBe('https://localhost:8443/contoso.com');
  });
});

describe('Microsoft’s clouds', () => {
  // Source of the addresses: Azure CLI, azure/cli/core/cloud.py, read 2026-11-23.
  it.each([
    ['public', 'https://login.microsoftonline.com/t', 'https://a.blob.core.windows.net'],
    ['usgov', 'https://login.microsoftonline.us/t', 'https://a.blob.core.usgovcloudapi.net'],
    ['china', 'https://login.chinacloudapi.cn/t', 'https://a.blob.core.chinacloudapi.cn'],
  ])('%s has its own authority and blobs', (name, authority, blobs) => {
    const cloud = cloudByName(name);
    if (cloud === null) throw new Error(`There is no cloud ${name}.`);

    expect(authorityOf(cloud, 't')).toBe(authority);
    expect(blobEndpointOf(cloud, 'a')).toBe(blobs);
  });
});
