/** Shells that completion is written for. */
export const completionShells = ['bash', 'zsh', 'fish'] as const;

/** One of {@link completionShells}. */
export type CompletionShell = (typeof completionShells)[number];

// All three ask `apim __complete WORDS…`, which answers one candidate a line: value, tab, summary.

const bash = `# apim completion for bash (3.2 and newer)
_apim() {
  # From the line, not from COMP_WORDS: bash splits those at ":" and "=", as in latest:SERVICE.
  local line="\${COMP_LINE:0:COMP_POINT}" words current candidate
  read -ra words <<<"$line"
  case "$line" in *[[:space:]]) words+=("") ;; esac
  current="\${words[\${#words[@]}-1]}"
  # What stands before the last ":" or "=" is on the line already and must not come twice.
  local kept=""
  case "$current" in *[:=]*) kept="\${current%"\${current##*[:=]}"}" ;; esac
  COMPREPLY=()
  while IFS= read -r candidate; do
    candidate="\${candidate%%$'\\t'*}"
    COMPREPLY+=("\${candidate#"$kept"}")
  done < <(apim __complete "\${words[@]:1}" 2>/dev/null)
}
# In the order given, the newest first, where bash can do that (4.4 and newer).
complete -o default -o nosort -F _apim apim 2>/dev/null || complete -o default -F _apim apim
`;

const zsh = `#compdef apim
# apim completion for zsh
_apim() {
  local -a candidates
  local line value summary
  while IFS= read -r line; do
    value="\${line%%$'\\t'*}"
    summary="\${line#*$'\\t'}"
    candidates+=("\${value//:/\\\\:}\${summary:+:$summary}")
  done < <(apim __complete "\${(@Q)words[2,CURRENT]}" 2>/dev/null)
  # What Lifeboat does not know may be a file. -V: in the order given, the newest first.
  if (( \${#candidates} )); then _describe -V apim candidates; else _files; fi
}
if [ "$funcstack[1]" = "_apim" ]; then
  _apim "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
  compdef _apim apim
fi
`;

const fish = `# apim completion for fish
function __apim_complete
  set -l words (commandline -opc) (commandline -ct)
  set -l found (apim __complete $words[2..-1] 2>/dev/null)
  # What Lifeboat does not know may be a file.
  if set -q found[1]
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c apim -k -f -a '(__apim_complete)'
`;

const scripts: Readonly<Record<CompletionShell, string>> = { bash, zsh, fish };

/** The completion script of a shell. */
export function completionScript(shell: CompletionShell): string {
  return scripts[shell];
}
