import type { CommandDefinition } from './definition.ts';

/** `apim completion` */
export const completionCommand: CommandDefinition = {
  path: ['completion'],
  summary: 'Print the script that completes commands and names in a shell',
  description:
    'Completes commands, flags, services, backups, storages and open operations. Names come from the configuration and the memory on this machine; nothing is asked from Azure.\n\nbash: put `source <(apim completion bash)` into ~/.bashrc. zsh: put `source <(apim completion zsh)` into ~/.zshrc, after compinit. fish: write the output to ~/.config/fish/completions/apim.fish.',
  arguments: [
    {
      name: 'shell',
      kind: 'choice',
      summary: 'The shell',
      required: true,
      many: false,
      choices: ['bash', 'zsh', 'fish'],
    },
  ],
  flags: [],
  examples: [
    { line: 'apim completion bash', does: 'prints the script for bash' },
    {
      line: 'apim completion fish',
      does: 'prints the script for fish',
    },
  ],
  danger: 'local',
  doors: ['cli'],
  needs: 'nothing',
  async run(_context, input) {
    const { completionScript, completionShells } = await import('./completion-scripts.ts');
    const shell = completionShells.find((one) => one === input.one('shell')) ?? 'bash';
    const script = completionScript(shell);
    return { data: { shell, script }, blocks: [{ kind: 'verbatim', text: script }], error: null };
  },
};
