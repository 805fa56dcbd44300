import type { Cloud } from '../domain/configuration.ts';

/** The address of an account's blobs, without a slash at its end. */
export function blobEndpointOf(cloud: Cloud, account: string): string {
  return withoutSlash(cloud.blobEndpoint.replaceAll('{account}', account));
}

/** The authority that signs people and applications of `tenant` in; `organizations` is any work account's own. */
export function authorityOf(cloud: Cloud, tenant: string): string {
  return `${withoutSlash(cloud.authorityHost)}/${tenant}`;
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '');
}
