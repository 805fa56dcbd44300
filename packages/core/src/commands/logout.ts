import type { CommandDefinition } from './definition.ts';
import { namedSignIn, signInArgument } from './named-sign-in.ts';
import { writeTrail } from './write-trail.ts';

/** `apim logout` */
export const logoutCommand: CommandDefinition = {
  path: ['logout'],
  summary: 'Forget the tokens of a sign-in',
  description:
    'Deletes the tokens that `login` keeps. What runs in Azure goes on; following it needs a new sign-in. Tokens of the Azure CLI are its own: `az logout` forgets those.',
  arguments: [signInArgument],
  flags: [],
  examples: [
    { line: 'apim logout', does: 'forgets the tokens of `auth:`' },
    { line: 'apim logout other-tenant', does: 'forgets those of another sign-in' },
  ],
  danger: 'local',
  doors: ['cli', 'tui'],
  async run({ lifeboat, door }, input) {
    const { ports, configuration } = lifeboat;
    const name = namedSignIn(configuration, input.one('sign-in'));
    const forgotten = await ports.azure(name).session.logout();
    if (forgotten) {
      await writeTrail(
        { lifeboat, door },
        { event: 'sign-in', subject: name, what: 'Signed out: the kept tokens are deleted.' },
      );
    }
    const method = configuration.signIns[name]?.method ?? '';
    const text = forgotten
      ? `The tokens of \`${name}\` are deleted.`
      : `Lifeboat keeps no tokens of \`${name}\` (${method}): nothing to delete.`;
    return {
      data: { signIn: name, forgotten },
      blocks: [{ kind: 'sentence', text, tone: forgotten ? 'good' : 'plain' }],
      error: null,
    };
  },
};
