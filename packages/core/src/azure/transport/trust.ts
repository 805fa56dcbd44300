import { X509Certificate } from 'node:crypto';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { LifeboatError } from '../../domain/error.ts';

/** Whom TLS trusts when authorities are added to the usual ones. */
export type Trust = {
  /** The added ones alone. */
  added: SecureContext;
  /** The added and the usual ones; made when first asked for. */
  all(): SecureContext;
};

/**
 * Whom TLS trusts: the authorities Node trusts anyway (its own list, `NODE_EXTRA_CA_CERTS`, the
 * system's with `NODE_USE_SYSTEM_CA=1`) plus the given PEM text. Null when nothing is added: Node's
 * own default is then used, which is much cheaper to set up.
 *
 * A cloud with an authority of its own mostly has nothing else, and reading the usual 150 takes 20 ms
 * of CPU (measured 2026-11-24): whoever can ask again asks with the added ones first.
 *
 * Errors: `config-invalid` when the text holds no certificate, or a broken one.
 */
export function trustAlso(caPem: string | null): Trust | null {
  if (caPem === null) return null;
  const blocks = caPem.match(/-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----/gs) ?? [];
  if (blocks.length === 0) throw noAuthority('it holds no PEM certificate');
  for (const [index, block] of blocks.entries()) assertCertificate(block, index + 1);
  let all: SecureContext | null = null;
  return {
    added: createSecureContext({ ca: blocks }),
    all() {
      all ??= createSecureContext({ ca: [...getCACertificates('default'), ...blocks] });
      return all;
    },
  };
}

function assertCertificate(block: string, number: number): void {
  try {
    new X509Certificate(block);
  } catch (cause) {
    throw noAuthority(`certificate ${number} in it cannot be read`, cause);
  }
}

function noAuthority(why: string, cause?: unknown): LifeboatError {
  return new LifeboatError(
    'config-invalid',
    `The file of extra certificate authorities (cloud.caFile) cannot be used: ${why}.`,
    { hint: 'Give a file with one or more certificates in PEM form.', cause },
  );
}
