// x509's container of parsers reads decorator metadata, which needs this first.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMs = 86_400_000;
/** Apple's TLS refuses server certificates that live longer than 825 days (support article 103769, 2019). */
const lifeDays = 397;

/** A CA of the sandbox's own with one server certificate, as PEM. */
export type Certificates = { ca: string; certificate: string; key: string };

/**
 * Makes a new CA and a certificate for `localhost`, `127.0.0.1` and `::1`.
 *
 * Key identifiers and usages are set on both because OpenSSL 3 in strict mode,
 * which Python 3.13 switches on, refuses chains without them.
 *
 * Units: `nowMs` is real time, since that is what a TLS client compares with.
 */
export async function makeCertificates(nowMs: number): Promise<Certificates> {
  const caKeys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const serverKeys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const life = { notBefore: new Date(nowMs - dayMs), notAfter: new Date(nowMs + lifeDays * dayMs) };

  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Sandbox Azure CA, O=Lifeboat sandbox',
    ...life,
    keys: caKeys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign |
          x509.KeyUsageFlags.cRLSign |
          x509.KeyUsageFlags.digitalSignature,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });

  const server = await x509.X509CertificateGenerator.create({
    subject: 'CN=localhost',
    issuer: ca.subject,
    ...life,
    publicKey: serverKeys.publicKey,
    signingKey: caKeys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
        { type: 'ip', value: '::1' },
      ]),
      await x509.SubjectKeyIdentifierExtension.create(serverKeys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(ca.publicKey),
    ],
  });

  const pkcs8 = await crypto.subtle.exportKey('pkcs8', serverKeys.privateKey);
  return {
    ca: ca.toString('pem'),
    certificate: server.toString('pem'),
    key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
  };
}
