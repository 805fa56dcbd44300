import 'reflect-metadata';
import { PemConverter, X509CertificateGenerator } from '@peculiar/x509';

/** A certificate as an application would register it, with its key, both as PEM. */
export async function selfSigned(): Promise<{ certificate: string; privateKey: string }> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: 2048,
  };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=lifeboat-test',
    keys,
    signingAlgorithm: algorithm,
  });
  const privateKey = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    certificate: `${certificate.toString('pem')}\n`,
    privateKey: PemConverter.encode(privateKey, 'PRIVATE KEY'),
  };
}
