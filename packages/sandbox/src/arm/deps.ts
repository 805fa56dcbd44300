import type { Context, Hono } from 'hono';
import type { BlobVault, Principal, SandboxClock, TokenInspector } from '../seams.ts';
import type { World } from '../world/index.ts';
import type { ArmOptions } from './options.ts';

/** What the resource manager is built from. */
export type ArmDeps = {
  clock: SandboxClock;
  world: World;
  inspector: TokenInspector;
  vault: BlobVault;
  options: ArmOptions;
  /** A new GUID. */
  newId: () => string;
  /** Where the resource manager is reached, such as `https://localhost:8443`. */
  origin: () => string;
  /** Where the blobs of an account are reached, ending in a slash. Default: its address in the public cloud. */
  blobEndpoint?: (account: string) => string;
  /** Where a service's gateway is reached; region null is its one address. Default: its address in the public cloud. */
  gatewayUrl?: (service: string, region: string | null) => string;
};

/** What the first steps of a request leave for the later ones. */
export type ArmEnv = {
  Variables: { caller: Principal; correlationId: string; operationId: string };
};

export type ArmContext = Context<ArmEnv>;
export type ArmApp = Hono<ArmEnv>;

/** The path of a subscription in route patterns; routing sees lower-cased paths. */
export const subscriptionPath = '/subscriptions/:subscription';
/** The path of a resource group. */
export const groupPath = `${subscriptionPath}/resourcegroups/:group`;
/** The provider of API Management below a subscription or group. */
export const apimProvider = '/providers/microsoft.apimanagement';
/** The path of a service. */
export const servicePath = `${groupPath}${apimProvider}/service/:service`;

/** The path as the client spelled it, without doubled slashes. */
export function spelledPath(request: Request): string {
  return new URL(request.url).pathname.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
}

/** The parts of the path as the client spelled them, decoded. */
export function spelledParts(request: Request): string[] {
  return spelledPath(request).split('/').slice(1).map(decodePart);
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
