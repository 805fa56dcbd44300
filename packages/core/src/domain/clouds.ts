import type { Cloud } from './configuration.ts';

/**
 * The newest stable version of Microsoft.ApiManagement, and the one used unless configured.
 * Source: azure-rest-api-specs, specification/apimanagement, read 2026-11-23 (facts/azure.md 0).
 */
export const defaultApiVersion = '2024-05-01';

/**
 * The scope blob storage wants, the same in all clouds.
 * Source: learn.microsoft.com, storage/blobs/authorize-access-azure-active-directory (facts/azure.md 5.2).
 */
export const storageScope = 'https://storage.azure.com/.default';

const shared = {
  instanceDiscovery: true,
  storageScope,
  caFile: null,
  apiVersion: defaultApiVersion,
};

/**
 * The public cloud, which holds where none is configured.
 * Source of this and the next two: Azure CLI, azure/cli/core/cloud.py, and @azure/identity 4.13,
 * both read 2026-11-23 (facts/azure.md 5.2).
 */
export const publicCloud: Cloud = Object.freeze({
  ...shared,
  name: 'public',
  authorityHost: 'https://login.microsoftonline.com',
  resourceManager: 'https://management.azure.com',
  resourceManagerScope: 'https://management.azure.com/.default',
  blobEndpoint: 'https://{account}.blob.core.windows.net',
  portal: 'https://portal.azure.com',
});

const usGovernment: Cloud = Object.freeze({
  ...shared,
  name: 'usgov',
  authorityHost: 'https://login.microsoftonline.us',
  resourceManager: 'https://management.usgovcloudapi.net',
  resourceManagerScope: 'https://management.usgovcloudapi.net/.default',
  blobEndpoint: 'https://{account}.blob.core.usgovcloudapi.net',
  portal: 'https://portal.azure.us',
});

const china: Cloud = Object.freeze({
  ...shared,
  name: 'china',
  authorityHost: 'https://login.chinacloudapi.cn',
  resourceManager: 'https://management.chinacloudapi.cn',
  resourceManagerScope: 'https://management.chinacloudapi.cn/.default',
  blobEndpoint: 'https://{account}.blob.core.chinacloudapi.cn',
  portal: 'https://portal.azure.cn',
});

const clouds: readonly Cloud[] = [publicCloud, usGovernment, china];

/** The names a configuration may give as `cloud:`. */
export const cloudNames: readonly string[] = clouds.map((cloud) => cloud.name);

/** One of Microsoft's clouds by its name in the configuration (`public`, `usgov`, `china`); null for any other. */
export function cloudByName(name: string): Cloud | null {
  return clouds.find((cloud) => cloud.name === name) ?? null;
}
