import { resolve } from 'node:path';
import { defaultSignIn } from '../../config/build-configuration.ts';
import { loadConfiguration } from '../../config/load-configuration.ts';
import { cloudByName, cloudNames, publicCloud } from '../../domain/clouds.ts';
import type { Cloud, SignIn } from '../../domain/configuration.ts';
import { LifeboatError } from '../../domain/error.ts';
import { nearest } from '../../domain/nearest.ts';
import type { ConfigurationFile } from '../../ports/configuration-file.ts';
import type { Input } from '../definition.ts';

/** Which Azure, and how to sign in to it: where every `init` starts. */
export type InitStart = { cloud: Cloud; signIn: SignIn };

/** What the flags say of cloud and sign-in. Errors: `usage`, `config-invalid` for a wrong FILE. */
export async function startOf(input: Input, file: ConfigurationFile): Promise<InitStart> {
  const start = await cloudOf(input.text('cloud'), file);
  const method = signInMethod(input) ?? start.signIn.method;
  const base = method === start.signIn.method ? start.signIn : { ...defaultSignIn, method };
  const certificate = input.text('certificate');
  return {
    cloud: start.cloud,
    signIn: {
      ...base,
      tenantId: input.text('tenant') ?? base.tenantId,
      clientId: input.text('auth-client-id') ?? base.clientId,
      clientSecretVariable: input.text('client-secret-variable') ?? base.clientSecretVariable,
      certificatePath: certificate === null ? base.certificatePath : resolve(certificate),
    },
  };
}

async function cloudOf(named: string | null, file: ConfigurationFile): Promise<InitStart> {
  const cloud = named === null ? publicCloud : cloudByName(named);
  if (cloud !== null) return { cloud, signIn: defaultSignIn };
  const other = await file.readOther(named ?? '');
  if (other === null) {
    const near = nearest(named ?? '', cloudNames);
    throw new LifeboatError('usage', `There is no cloud and no file "${named}".`, {
      hint:
        near === null
          ? `It is one of ${cloudNames.join(', ')}, or a YAML file with a \`cloud:\` block.`
          : `Did you mean ${near}?`,
    });
  }
  const { path, text } = other;
  const { cloud: own, signIns } = loadConfiguration({ text, path, environment: {} });
  return { cloud: own, signIn: signIns.default ?? defaultSignIn };
}

function signInMethod(input: Input): SignIn['method'] | null {
  // The definition lets nothing but a method through.
  return input.text('auth') as SignIn['method'] | null;
}
