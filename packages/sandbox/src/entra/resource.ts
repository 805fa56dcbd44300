import { given, type Outcome, refusals } from './sign-in-error.ts';

/** What the scopes of a request ask for. */
export type RequestedScope = {
  /** The access token's audience, spelled as the client asked. */
  audience: string;
  /** The scopes granted, as the answer repeats them. */
  scope: string;
  openId: boolean;
  offline: boolean;
};

const openIdScopes = new Set(['openid', 'profile', 'email', 'offline_access']);
const graph = 'https://graph.microsoft.com';
const known = [
  'https://management.azure.com',
  'https://management.core.windows.net',
  'https://storage.azure.com',
  graph,
];

/** Two spellings of one resource differ at most in case and the slash at the end. */
export function sameResource(left: string, right: string): boolean {
  const plain = (resource: string) => resource.toLowerCase().replace(/\/+$/, '');
  return plain(left) === plain(right);
}

/**
 * Reads the resource from scopes such as `https://management.core.windows.net//.default`.
 *
 * The audience keeps the slash the client wrote, as Entra's v1 tokens do
 * ("Scopes and permissions", the trailing slash and `.default`, read 2026-11).
 * Errors: AADSTS70011 for scopes of two resources, AADSTS500011 for an unknown one.
 */
export function requestedScope(
  text: string,
  context: { tenant: string; origin: string },
): Outcome<RequestedScope> {
  const scopes = text.split(/\s+/).filter((scope) => scope !== '');
  const resources = scopes.filter((scope) => !openIdScopes.has(scope)).map(resourceOf);
  const [first = graph, ...others] = resources;
  if (others.some((other) => !sameResource(other, first))) {
    return refusals.malformedScope(text);
  }
  if (!isKnown(first, context.origin)) return refusals.unknownResource(first, context.tenant);
  return given({
    audience: first,
    scope: scopes.filter((scope) => !openIdScopes.has(scope)).join(' ') || `${graph}/.default`,
    openId: scopes.includes('openid'),
    offline: scopes.includes('offline_access'),
  });
}

/** A scope without a resource, such as `User.Read`, means Microsoft Graph. */
function resourceOf(scope: string): string {
  const cut = scope.lastIndexOf('/');
  return cut < 0 ? graph : scope.slice(0, cut);
}

function isKnown(resource: string, origin: string): boolean {
  return (
    [...known, origin].some((each) => sameResource(each, resource)) ||
    /^https:\/\/[a-z0-9]{3,24}\.blob\.core\.windows\.net\/?$/i.test(resource)
  );
}
