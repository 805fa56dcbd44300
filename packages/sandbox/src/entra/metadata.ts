import type { SignIn } from './context.ts';
import type { Authority } from './tenants.ts';
import { issuerOf } from './token-answer.ts';

/**
 * The OpenID configuration of an authority.
 *
 * Source: the documents of login.microsoftonline.com and of AD FS, whose
 * endpoints lack the `v2.0` (read 2026-11).
 */
export function openIdConfiguration(context: SignIn, authority: Authority) {
  const origin = context.origin();
  const base = `${origin}/${authority.segment}/oauth2`;
  const endpoints = authority.segment === 'adfs' ? base : `${base}/v2.0`;
  return {
    token_endpoint: `${endpoints}/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    jwks_uri: `${origin}/${authority.segment}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: issuerOf(origin, authority),
    authorization_endpoint: `${endpoints}/authorize`,
    device_authorization_endpoint: `${endpoints}/devicecode`,
    claims_supported: [
      'sub',
      'iss',
      'aud',
      'exp',
      'iat',
      'nonce',
      'preferred_username',
      'name',
      'tid',
      'oid',
      'ver',
    ],
    tenant_region_scope: 'EU',
    cloud_instance_name: new URL(origin).host,
  };
}

/** The answer to instance discovery: this host is the only one of its cloud. */
export function instanceDiscovery(context: SignIn) {
  const origin = context.origin();
  const { host } = new URL(origin);
  return {
    tenant_discovery_endpoint: `${origin}/common/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}
