import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mainFile, runProgram, scratch } from './process.ts';

const place = scratch();
const binaries = join(place.folder, 'bin');
const environment = { ...place.environment, PATH: `${binaries}:${place.environment.PATH}` };

function isThere(shell: string): boolean {
  try {
    execFileSync(shell, ['-c', 'true']);
    return true;
  } catch {
    return false;
  }
}

beforeAll(() => {
  mkdirSync(binaries);
  const apim = join(binaries, 'apim');
  writeFileSync(apim, `#!/bin/sh\nexec '${process.execPath}' '${mainFile}' "$@"\n`);
  chmodSync(apim, 0o755);
  writeFileSync(
    environment.LIFEBOAT_CONFIG,
    `services:
  contoso-prod: {subscription: 11111111-1111-4111-8111-111111111111, resourceGroup: rg}
  contoso-dr: {subscription: 11111111-1111-4111-8111-111111111111, resourceGroup: rg}
`,
  );
});
afterAll(() => place.remove());

describe.skipIf(!isThere('bash'))('completion in bash', () => {
  async function candidates(line: string): Promise<string[]> {
    const script = `
      source <(apim completion bash)
      COMP_LINE=${JSON.stringify(line)}; COMP_POINT=\${#COMP_LINE}
      _apim
      printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { out, err } = await runProgram('bash', ['--norc', '-c', script], { environment });
    expect(err).toBe('');
    return out.trim().split('\n');
  }

  it.each([
    ['apim who', ['whoami']],
    ['apim backup conto', ['contoso-prod', 'contoso-dr']],
    ['apim backup contoso-prod ', ['contoso-dr']],
    ['apim backup --acc', ['--access']],
    ['apim completion ', ['bash', 'zsh', 'fish']],
    ['apim restore contoso-dr --from=latest:contoso-p', ['contoso-prod']],
    ['apim note latest:contoso-d', ['contoso-dr']],
  ])('completes %j', async (line, expected) => {
    expect(await candidates(line)).toEqual(expected);
  });
});

describe.skipIf(!isThere('bash'))('the order of completion in bash', () => {
  it('is the given one', async () => {
    const script = 'source <(apim completion bash); complete -p apim';
    const { out } = await runProgram('bash', ['--norc', '-c', script], { environment });

    expect(out).toContain('-o nosort');
  });
});

/** Types lines into a real interactive zsh, completes each, and prints what it showed and left. */
const inZsh = String.raw`
  zmodload zsh/zpty
  zpty -b z zsh -f -i
  zpty -w z "PS1=; stty -echo; TERM=dumb; $1"
  zpty -w z 'whole() { zle complete-word; zle -R; zle -I; print -r -- "LINE<$BUFFER>"; BUFFER=; }
    zle -N whole; bindkey "^X" whole; print RE""ADY'
  zpty -r z out '*READY*'
  for line in "$@[2,-1]"; do
    zpty -w -n z "$line"$'\x18'
    zpty -r z out '*LINE<*>*'
    print -r -- "$out"
  done
  zpty -d z`;

describe.skipIf(!isThere('zsh'))('completion in zsh', () => {
  const sourced = 'autoload -Uz compinit; compinit -D; source <(apim completion zsh)';

  async function typed(setUp: string, lines: readonly string[]) {
    const args = ['-f', '-c', inZsh, 'zsh', setUp, ...lines];
    const { out, err } = await runProgram('zsh', args, { environment });
    expect(err).toBe('');
    return { shown: out, left: [...out.matchAll(/LINE<(.*)>/g)].map(([, line]) => line) };
  }

  it('completes commands, names and flags, also behind `=`, `:` and quotes', async () => {
    const restore = 'apim restore contoso-dr';
    const { left } = await typed(sourced, [
      'apim who',
      'apim backup contoso-p',
      'apim backup --acc',
      `${restore} --from latest:contoso-p`,
      `${restore} --from=latest:contoso-p`,
      `${restore} --reason "a b" --from latest:contoso-p`,
    ]);

    expect(left).toEqual([
      'apim whoami ',
      'apim backup contoso-prod ',
      'apim backup --access ',
      `${restore} --from latest:contoso-prod `,
      `${restore} --from=latest:contoso-prod `,
      `${restore} --reason "a b" --from latest:contoso-prod `,
    ]);
  });

  it('shows several in the given order, each with what it is if that is known', async () => {
    const lines = ['apim restore contoso-dr --from latest:contoso-', 'apim completion '];
    const { shown } = await typed(sourced, lines);

    expect(shown).toMatch(
      /latest:contoso-prod +-- its newest restorable backup\s+latest:contoso-dr +-- its newest/,
    );
    expect(shown).toMatch(/bash +zsh +fish\s/);
  });

  it('completes a file where Lifeboat knows nothing', async () => {
    const file = join(place.folder, 'certificate.pem');
    writeFileSync(file, '');

    const { left } = await typed(sourced, [`apim init --certificate ${file.slice(0, -6)}`]);

    expect(left).toEqual([expect.stringMatching(`^apim init --certificate ${file} ?$`)]);
  });

  it('works before compinit has run, and as a file of fpath', async () => {
    const folder = join(place.folder, 'fpath');
    mkdirSync(folder);
    const script = await runProgram(join(binaries, 'apim'), ['completion', 'zsh'], { environment });
    writeFileSync(join(folder, '_apim'), script.out);

    const early = 'source <(apim completion zsh)';
    const asFile = `fpath=(${folder} $fpath); autoload -Uz compinit; compinit -D`;
    for (const setUp of [early, asFile]) {
      expect((await typed(setUp, ['apim who'])).left).toEqual(['apim whoami ']);
    }
  });
});

describe.skipIf(!isThere('fish'))('completion in fish', () => {
  async function candidates(line: string): Promise<string[]> {
    const script = `apim completion fish | source; complete -C ${JSON.stringify(line)}`;
    const { out, err } = await runProgram('fish', ['--no-config', '-c', script], { environment });
    expect(err).toBe('');
    return out.trim().split('\n');
  }

  it.each([
    ['apim who', ['whoami\tWho I am to Azure, in which tenant, until when']],
    ['apim backup contoso-d', ['contoso-dr']],
    ['apim backup conto', ['contoso-prod', 'contoso-dr']],
    ['apim backup --acc', ['--access\tHow the service gets into the storage']],
    ['apim completion ', ['bash', 'zsh', 'fish']],
    [
      'apim restore contoso-dr --reason "a b" --from latest:contoso-p',
      ['latest:contoso-prod\tits newest restorable backup'],
    ],
    [
      'apim restore contoso-dr --from=latest:contoso-p',
      ['--from=latest:contoso-prod\tits newest restorable backup'],
    ],
  ])('completes %j, in the given order', async (line, expected) => {
    expect((await candidates(line)).map((one) => one.trim())).toEqual(expected);
  });

  it('completes a file where Lifeboat knows nothing', async () => {
    const file = join(place.folder, 'key.pem');
    writeFileSync(file, '');

    expect(await candidates(`apim init --certificate ${file.slice(0, -6)}`)).toEqual([file]);
  });
});
