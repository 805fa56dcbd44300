import type { Sandbox } from '@lifeboat/sandbox';
import { armOf } from './arm.ts';

/** Something that nobody but Azure and its owner may know, and how to recognise it. */
type Secret = { what: string; pattern: RegExp };

/**
 * All that the sandbox ever gives or takes as a secret: what applications sign in with, the keys of all
 * its storage accounts, every token it signs and every refresh token, signatures of a SAS.
 */
export async function secretsOf(sandbox: Sandbox): Promise<Secret[]> {
  const arm = armOf(sandbox);
  const keys: Secret[] = [];
  for (const { name } of await arm.storageAccounts()) {
    for (const key of await arm.accountKeys(name)) keys.push(literal(`a key of ${name}`, key));
  }
  return [
    ...keys,
    { what: 'a client secret', pattern: /sandbox-secret-of-[\w-]+/ },
    { what: 'a token', pattern: /eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/ },
    { what: 'a refresh token', pattern: /1\.sandbox-refresh\.[\w-]+/ },
    { what: 'a signature', pattern: /[?&]sig=[\w%]{8,}/ },
  ];
}

/** Every place where one of the secrets stands; the folder `tokens` may hold tokens (promise 6). */
export function findSecrets(
  secrets: readonly Secret[],
  texts: readonly { name: string; text: string }[],
): string[] {
  return texts
    .filter(({ name }) => !name.includes('/tokens'))
    .flatMap(({ name, text }) =>
      secrets.filter(({ pattern }) => pattern.test(text)).map(({ what }) => `${what} in ${name}`),
    );
}

/** A secret as it is, as it stands in a URL, and in Base64. */
function literal(what: string, value: string): Secret {
  const forms = [value, encodeURIComponent(value), Buffer.from(value).toString('base64')];
  const escaped = forms.map((form) => form.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return { what, pattern: new RegExp(escaped.join('|')) };
}
