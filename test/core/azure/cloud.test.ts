import { describe, expect, it } from 'vitest';
import {
  authorityOf,
  blobEndpointOf,
  customCloud,
} from '../../../packages/core/src/azure/cloud.ts';
import { cloudByName } from '../../../packages/core/src/domain/clouds.ts';

const block = {
  name: 'sandbox',
  authorityHost: 'https://localhost:8443/',
  resourceManager: 'https://localhost:8443',
  blobEndpoint: 'https://localhost:10000/{account}/',
};

describe('a cloud of one’s own', () => {
  it('fills in what is left out', () => {
    expect(customCloud(block)).toEqual({
      name: 'sandbox',
      authorityHost: 'https://localhost:8443',
      instanceDiscovery: false,
      resourceManager: 'https://localhost:8443',
      resourceManagerScope: 'https://localhost:8443/.default',
      blobEndpoint: 'https://localhost:10000/{account}',
      storageScope: 'https://storage.azure.com/.default',
      caFile: null,
      apiVersion: '2024-05-01',
      portal: null,
    });
  });

  it('keeps what is given', () => {
    const given = {
      instanceDiscovery: true,
      resourceManagerScope: 'https://management.azure.com/.default',
      storageScope: 'https://blobs.test/.default',
      caFile: '/ca.pem',
      apiVersion: '2021-08-01',
      portal: 'https://portal.test',
    };

    expect(customCloud({ ...block, ...given })).toMatchObject(given);
  });

  it('puts the account where the block says', () => {
    const cloud = customCloud(block);

    expect(blobEndpointOf(cloud, 'stcontosodr')).toBe('https://localhost:10000/stcontosodr');
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
