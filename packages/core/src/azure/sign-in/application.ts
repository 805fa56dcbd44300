import type { Configuration } from '@azure/msal-node';
import type { Cloud } from '../../domain/configuration.ts';
import { LifeboatError } from '../../domain/error.ts';
import { asking } from './asking.ts';
import { clientSettings } from './authority.ts';
import { type PlainProof, tokenRequests } from './client-credentials.ts';
import type { Method, SignInParts } from './method.ts';

/** How an application proves itself. */
type Proof = Pick<Configuration['auth'], 'clientSecret' | 'clientAssertion' | 'clientCertificate'>;

/** An application that signs itself in, without a person. */
export type Application = {
  /** Null when the configuration names none: then it is an error to use it. */
  tenantId: string | null;
  clientId: string | null;
  /** Reads the proof; called for each token, so that a renewed file or key is noticed. */
  prove(): Promise<Proof>;
  remedy: string;
};

/**
 * A method for an application: secret, certificate or federated token.
 * Errors: `config-invalid` when tenant or client id are missing; those of `prove`; else as `TokenSource`.
 */
export function applicationMethod(parts: SignInParts, application: Application): Method {
  const { cloud, http, signIn } = parts;
  const { remedy } = application;
  const plainly = tokenRequests(parts);
  return {
    async acquire({ scope, claims, signal }) {
      const clientId = named(application.clientId, 'clientId', parts);
      const tenantId = named(application.tenantId, 'tenantId', parts);
      const proof = await application.prove();
      const asked = {
        authority: 'Entra ID',
        remedy,
        signIn: { ...signIn, clientId, tenantId },
        hide: [proof.clientSecret, proof.clientAssertion].filter(
          (each) => typeof each === 'string',
        ),
      };
      return await asking({ http, signal, asked }, () =>
        isPlain(proof) && isEntra(tenantId)
          ? plainly({ clientId, tenantId, proof, scope, claims })
          : byMsal(cloud, { clientId, tenantId, proof, scope, claims }),
      );
    },
    login: null,
    logout: null,
    remedy,
  };
}

/** What an application asks for, and as whom. */
type Wish<P> = {
  clientId: string;
  tenantId: string;
  proof: P;
  scope: string;
  claims: string | null;
};

async function byMsal(cloud: Cloud, { clientId, tenantId, proof, scope, claims }: Wish<Proof>) {
  const { ConfidentialClientApplication } = await import('./msal.ts');
  return new ConfidentialClientApplication(
    clientSettings(cloud, tenantId, { clientId, ...proof }),
  ).acquireTokenByClientCredential({
    scopes: [scope],
    skipCache: true,
    ...(claims === null ? {} : { claims }),
  });
}

/** A certificate signs an assertion of its own, which is MSAL's to make. */
function isPlain(proof: Proof): proof is PlainProof {
  return typeof proof.clientSecret === 'string' || typeof proof.clientAssertion === 'string';
}

/** AD FS has addresses of its own, which MSAL knows. */
function isEntra(tenantId: string): boolean {
  return tenantId.toLowerCase() !== 'adfs';
}

function named(value: string | null, key: 'clientId' | 'tenantId', parts: SignInParts): string {
  if (value !== null && value !== '') return value;
  const variable = key === 'clientId' ? 'AZURE_CLIENT_ID' : 'AZURE_TENANT_ID';
  const { name, method } = parts.signIn;
  throw new LifeboatError('config-invalid', `The sign-in ${name} (${method}) has no ${key}.`, {
    hint: `Give it ${key}${method === 'environment' || method === 'workload-identity' ? `, or set ${variable}` : ''}.`,
  });
}
