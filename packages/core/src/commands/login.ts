import type { CommandDefinition } from './definition.ts';
import { namedSignIn, signInArgument } from './named-sign-in.ts';
import { signInDocument } from './whoami.ts';
import { writeTrail } from './write-trail.ts';

/** `apim login` */
export const loginCommand: CommandDefinition = {
  path: ['login'],
  summary: 'Sign in to Azure, as the configuration says how',
  description:
    'With `browser` it prints an address to open and waits; with `device-code` an address and a code. The tokens are kept in a file that only this account can read, so that the next command asks nothing. The other methods need no person: for them this proves that a token can be had.',
  arguments: [signInArgument],
  flags: [],
  examples: [
    { line: 'apim login', does: 'signs in the way `auth:` says' },
    { line: 'apim login other-tenant', does: 'signs in for the services of another tenant' },
  ],
  danger: 'local',
  doors: ['cli', 'tui'],
  async run({ lifeboat, door, signal }, input) {
    const { ports, configuration } = lifeboat;
    const name = namedSignIn(configuration, input.one('sign-in'));
    const identity = await ports.azure(name).session.login((step) => door.signIn(step), signal);
    const tenant = identity.tenantId === null ? '' : ` in tenant ${identity.tenantId}`;
    await writeTrail(
      { lifeboat, door },
      {
        event: 'sign-in',
        subject: name,
        what: `Signed in as ${identity.who}${tenant} by ${identity.method}.`,
      },
    );
    return {
      data: { signIn: signInDocument({ name, identity, error: null }) },
      blocks: [{ kind: 'sentence', text: `Signed in as ${identity.who}${tenant}.`, tone: 'good' }],
      error: null,
    };
  },
};
