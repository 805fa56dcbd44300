import { defaultApiVersion, storageScope } from '../domain/clouds.ts';
import type { Cloud } from '../domain/configuration.ts';

/** A cloud of one's own as the configuration gives it; what is left out gets its default. */
export type CustomCloud = Pick<
  Cloud,
  'name' | 'authorityHost' | 'resourceManager' | 'blobEndpoint'
> &
  Partial<Omit<Cloud, 'name' | 'authorityHost' | 'resourceManager' | 'blobEndpoint'>>;

/**
 * A cloud of one's own (air-gapped, Azure Stack style, or a pretend one), complete.
 * Defaults: `resourceManagerScope` is the resource manager's own origin with `/.default`, as in
 * Microsoft's clouds; `storageScope` the one of all clouds; `instanceDiscovery` false, since such an
 * authority is not known to Microsoft's directory of authorities (MSAL would ask login.microsoftonline.com).
 */
export function customCloud(block: CustomCloud): Cloud {
  return {
    instanceDiscovery: false,
    resourceManagerScope: `${withoutSlash(block.resourceManager)}/.default`,
    storageScope,
    caFile: null,
    apiVersion: defaultApiVersion,
    portal: null,
    ...block,
    authorityHost: withoutSlash(block.authorityHost),
    resourceManager: withoutSlash(block.resourceManager),
    blobEndpoint: withoutSlash(block.blobEndpoint),
  };
}

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
