import { createPrivateKey, X509Certificate } from 'node:crypto';
import { LifeboatError } from '../../domain/error.ts';
import { applicationMethod } from './application.ts';
import { readConfiguredFile } from './configured-file.ts';
import type { MakeMethod, SignInParts } from './method.ts';

/**
 * An application with a certificate: a PEM file that holds the private key and the certificate (its
 * first, when there are several). A key with a passphrase takes it from `AZURE_CLIENT_CERTIFICATE_PASSWORD`,
 * the variable that Azure's own libraries use.
 */
export const clientCertificate: MakeMethod = (parts) => {
  const { tenantId, clientId, certificatePath } = parts.signIn;
  return applicationMethod(parts, {
    tenantId,
    clientId,
    remedy: `Register the certificate in ${certificatePath ?? '(no certificatePath)'} with application ${clientId ?? '(none configured)'}, or renew it.`,
    prove: async () => ({ clientCertificate: await readCertificate(parts, certificatePath) }),
  });
};

/** Key and SHA-256 thumbprint out of a PEM file. Errors: `config-invalid` when it is missing or holds something else. */
export async function readCertificate(
  { files, environment }: SignInParts,
  path: string | null,
): Promise<{ privateKey: string; thumbprintSha256: string }> {
  if (path === null) {
    throw new LifeboatError('config-invalid', 'The sign-in has no certificatePath.', {
      hint: 'Give it the path of a PEM file with the private key and the certificate.',
    });
  }
  const pem = await readConfiguredFile(files, path, 'certificatePath');
  if (pem === null) {
    throw new LifeboatError('config-invalid', `There is no certificate file ${path}.`, {
      hint: 'Correct certificatePath.',
    });
  }
  try {
    const passphrase = environment.AZURE_CLIENT_CERTIFICATE_PASSWORD;
    const key = createPrivateKey({ key: pem, ...(passphrase ? { passphrase } : {}) });
    return {
      privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
      thumbprintSha256: new X509Certificate(pem).fingerprint256.replaceAll(':', ''),
    };
  } catch (cause) {
    throw new LifeboatError(
      'config-invalid',
      `${path} does not hold a certificate and its private key in PEM form (or the passphrase is wrong).`,
      {
        hint: `A .pfx file becomes one with: openssl pkcs12 -in FILE.pfx -nodes -out ${path}`,
        cause,
      },
    );
  }
}
