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

describe.skipIf(!isThere('zsh'))('completion in zsh', () => {
  it('is a script that zsh can read', async () => {
    const script = 'source <(apim completion zsh | sed "s/^ *compdef/: &/")';

    expect(await runProgram('zsh', ['-f', '-c', script], { environment })).toMatchObject({
      exit: 0,
      err: '',
    });
  });
});

describe.skipIf(!isThere('fish'))('completion in fish', () => {
  it('completes commands and names', async () => {
    const script = 'apim completion fish | source; complete -C "apim backup contoso-d"';

    const { out } = await runProgram('fish', ['--no-config', '-c', script], { environment });

    expect(out.split('\t')[0]?.trim()).toBe('contoso-dr');
  });
});
