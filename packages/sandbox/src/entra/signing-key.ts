import { createHash } from 'node:crypto';
import { type CryptoKey, createLocalJWKSet, exportJWK, generateKeyPair, type JWK } from 'jose';

/** The key that the sandbox's tokens are signed with. */
export type SigningKey = {
  kid: string;
  privateKey: CryptoKey;
  /** What the JWKS endpoint publishes. */
  publicJwk: JWK;
  /** Resolves a token's key, for jose's verification. */
  resolve: ReturnType<typeof createLocalJWKSet>;
};

/** Makes a new RS256 key, as Entra ID signs with. */
export async function createSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = createHash('sha1').update(JSON.stringify(jwk)).digest('base64url');
  const publicJwk: JWK = { ...jwk, kid, x5t: kid, use: 'sig', alg: 'RS256' };
  return { kid, privateKey, publicJwk, resolve: createLocalJWKSet({ keys: [publicJwk] }) };
}
