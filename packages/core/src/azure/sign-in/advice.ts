import type { SignIn } from '../../domain/configuration.ts';

/** What a piece of advice may name. */
export type Advised = {
  signIn: SignIn;
  /** The method's own way to sign in again. */
  remedy: string;
};

/**
 * What to do about a refusal of Entra ID, by its code; the method's own remedy where there is nothing better.
 * Source: learn.microsoft.com/entra/identity-platform/reference-error-codes, read 2026-11-23.
 */
export function adviceFor(code: string | null, { signIn, remedy }: Advised): string {
  const application = `application ${signIn.clientId ?? '(AZURE_CLIENT_ID)'}`;
  const variable = signIn.clientSecretVariable ?? 'AZURE_CLIENT_SECRET';
  switch (code) {
    case 'AADSTS7000222':
      return `The client secret in ${variable} has expired: make a new one for ${application} and put its value there.`;
    case 'AADSTS7000215':
      return `${variable} holds no valid secret of ${application}: it wants the secret's value, not its id.`;
    case 'AADSTS700027':
    case 'AADSTS7000229':
      return `The certificate is not one of ${application}, or is out of date: register it there, or correct certificatePath.`;
    case 'AADSTS700016':
      return `There is no ${application} in tenant ${signIn.tenantId ?? '(none configured)'}: correct clientId or tenantId.`;
    case 'AADSTS90002':
    case 'AADSTS900023':
      return `There is no tenant ${signIn.tenantId ?? '(none configured)'}: correct tenantId (and the cloud, if it is another one).`;
    case 'AADSTS70021':
    case 'AADSTS700211':
    case 'AADSTS700212':
    case 'AADSTS700213':
      return `Add a federated credential for this issuer, subject and audience to ${application}.`;
    case 'AADSTS700024':
      return 'The assertion is not valid now: check this machine’s clock, and that the federated token file is renewed.';
    case 'AADSTS65001':
      return `Someone must consent to ${application} for this resource; an administrator can do it for all.`;
    case 'AADSTS50011':
      return `Register the redirect URI ${signIn.redirectUri ?? 'http://localhost'} with ${application} (platform: mobile and desktop).`;
    case 'AADSTS53003':
      return `Conditional Access forbids this way to sign in; many tenants forbid device codes. Use another method, or: ${remedy}`;
    default:
      return remedy;
  }
}
