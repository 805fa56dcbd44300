/** Shells that completion is written for. */
export const completionShells = ['bash', 'zsh', 'fish'] as const;

/** One of {@link completionShells}. */
export type CompletionShell = (typeof completionShells)[number];

// All three ask `apim __complete WORDS…`, which answers one candidate a line: value, tab, summary.

const bash = `# apim completion for bash
_apim() {
  local cur words line
  # bash splits words at ":" and "="; apim names such as latest:SERVICE need them whole.
  if declare -F _get_comp_words_by_ref >/dev/null; then
    local cword
    _get_comp_words_by_ref -n := cur words cword
    words=("\${words[@]:1:cword}")
  else
    cur="\${COMP_WORDS[COMP_CWORD]}"
    words=("\${COMP_WORDS[@]:1:COMP_CWORD}")
  fi
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <(apim __complete "\${words[@]}" 2>/dev/null)
  if declare -F __ltrim_colon_completions >/dev/null; then
    __ltrim_colon_completions "$cur"
  fi
}
complete -o default -F _apim apim
`;

const zsh = `#compdef apim
# apim completion for zsh
_apim() {
  local -a candidates
  local line value summary
  while IFS= read -r line; do
    value="\${line%%$'\\t'*}"
    summary="\${line#*$'\\t'}"
    candidates+=("\${value//:/\\\\:}:\${summary}")
  done < <(apim __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)
  _describe apim candidates
}
if [ "$funcstack[1]" = "_apim" ]; then
  _apim "$@"
else
  compdef _apim apim
fi
`;

const fish = `# apim completion for fish
function __apim_complete
  set -l words (commandline -opc) (commandline -ct)
  apim __complete $words[2..-1] 2>/dev/null
end
complete -c apim -f -a '(__apim_complete)'
`;

const scripts: Readonly<Record<CompletionShell, string>> = { bash, zsh, fish };

/** The completion script of a shell. */
export function completionScript(shell: CompletionShell): string {
  return scripts[shell];
}
