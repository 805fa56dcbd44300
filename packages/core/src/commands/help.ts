import { capital } from '../domain/capital.ts';
import type { ArgumentSpec, CommandDefinition, Danger, Door, FlagSpec } from './definition.ts';
import { commandName } from './find-command.ts';
import { globalFlags } from './globals.ts';
import type { Block, Report } from './report.ts';

/** Exit codes and what they mean, for people; product-wide, the same for every command. */
export const exitMeanings: readonly { exit: number; meaning: string }[] = [
  { exit: 0, meaning: 'done (also with --no-wait, once Azure accepted)' },
  { exit: 1, meaning: 'failed' },
  { exit: 2, meaning: 'wrong usage, or a terminal was needed' },
  { exit: 3, meaning: 'some of several failed, or `status --check` has warnings' },
  { exit: 4, meaning: 'not signed in or not allowed' },
  { exit: 5, meaning: 'not found' },
  { exit: 6, meaning: 'locked or conflicting; says what holds it' },
  { exit: 7, meaning: 'refused by a rule' },
  { exit: 8, meaning: 'stopped waiting, still running in Azure; says how to follow it' },
  { exit: 9, meaning: 'configuration or store unreadable' },
  { exit: 130, meaning: 'interrupted' },
];

const dangerTitles: Readonly<Record<Danger, string>> = {
  reads: 'Look',
  locks: 'Back up (locks a service for minutes)',
  destroys: 'Restore (overwrites a service; wants its name typed)',
  deletes: 'Tidy the storage (deletes backups, when told to)',
  local: 'Keep this Lifeboat in order',
};

const dangerWords: Readonly<Record<Danger, string | null>> = {
  reads: null,
  local: null,
  locks: 'It locks the service for minutes, and Azure cannot cancel it.',
  destroys: 'It overwrites the target. Azure cannot cancel it, and nothing undoes it.',
  deletes: 'With --yes it deletes backups. Lifeboat cannot bring them back.',
};

const dangerOrder: readonly Danger[] = ['reads', 'locks', 'destroys', 'deletes', 'local'];

/** The list of commands, as an answer. */
export function overviewReport(grammar: readonly CommandDefinition[], door: Door): Report {
  const commands = grammar
    .filter((one) => one.doors.includes(door))
    .map((one) => ({ name: commandName(one), summary: one.summary, danger: one.danger }));
  return { data: { commands }, blocks: overviewHelp(grammar, door), error: null };
}

/** Everything about one command, as an answer. */
export function commandReport(definition: CommandDefinition): Report {
  const { path, needs, lenient, run, ...described } = definition;
  const command = { name: path.join(' '), ...described };
  return { data: { command }, blocks: commandHelp(definition), error: null };
}

/** The list of commands by what they may do, for one door. */
function overviewHelp(grammar: readonly CommandDefinition[], door: Door): Block[] {
  const blocks: Block[] = [
    {
      kind: 'sentence',
      text: 'Lifeboat backs up, follows, remembers and restores Azure API Management services.',
      tone: 'plain',
    },
  ];
  for (const danger of dangerOrder) {
    const commands = grammar.filter((one) => one.danger === danger && one.doors.includes(door));
    if (commands.length === 0) continue;
    blocks.push({ kind: 'heading', text: dangerTitles[danger] });
    blocks.push({
      kind: 'fields',
      rows: commands.map((one) => ({ name: usageOf(one), value: one.summary })),
    });
  }
  if (door === 'cli') {
    blocks.push({ kind: 'heading', text: 'With every command' });
    blocks.push({ kind: 'fields', rows: globalFlags.map(flagRow) });
  }
  blocks.push({
    kind: 'sentence',
    text: '`apim help COMMAND` explains one, with examples.',
    tone: 'quiet',
  });
  return blocks;
}

function commandHelp(definition: CommandDefinition): Block[] {
  const danger = dangerWords[definition.danger];
  const blocks: Block[] = [
    { kind: 'command', line: `apim ${usageOf(definition)}${flagsOf(definition)}` },
    { kind: 'sentence', text: `${definition.summary}.`, tone: 'strong' },
  ];
  for (const text of definition.description.split('\n\n')) {
    blocks.push({ kind: 'sentence', text, tone: 'plain' });
  }
  if (danger !== null) blocks.push({ kind: 'sentence', text: danger, tone: 'warn' });
  if (definition.arguments.length > 0) {
    blocks.push({ kind: 'heading', text: 'Arguments' });
    blocks.push({ kind: 'fields', rows: definition.arguments.map(argumentRow) });
  }
  if (definition.flags.length > 0) {
    blocks.push({ kind: 'heading', text: 'Flags' });
    blocks.push({ kind: 'fields', rows: definition.flags.map(flagRow) });
  }
  blocks.push({ kind: 'heading', text: 'Examples' });
  for (const example of definition.examples) {
    blocks.push({ kind: 'sentence', text: `${capital(example.does)}:`, tone: 'plain' });
    blocks.push({ kind: 'command', line: example.line });
  }
  blocks.push({ kind: 'heading', text: 'Exit codes' });
  blocks.push({
    kind: 'fields',
    rows: exitMeanings.map(({ exit, meaning }) => ({ name: String(exit), value: meaning })),
  });
  return blocks;
}

/** Name and arguments, as one types them: `restore <target>`. */
export function usageOf(definition: CommandDefinition): string {
  const args = definition.arguments.map(argumentUsage);
  return [commandName(definition), ...args].join(' ');
}

function argumentUsage(spec: ArgumentSpec): string {
  const name = `<${spec.name}>${spec.many ? '…' : ''}`;
  return spec.required ? name : `[${name}]`;
}

function flagsOf(definition: CommandDefinition): string {
  return definition.flags.map((flag) => ` [${flagUsage(flag)}]`).join('');
}

function flagUsage(flag: FlagSpec): string {
  return flag.value === null ? `--${flag.name}` : `--${flag.name} ${flag.value.placeholder}`;
}

function flagRow(flag: FlagSpec & { short?: string }): { name: string; value: string } {
  const short = flag.short === undefined ? '' : `-${flag.short}, `;
  const choices = flag.value?.choices;
  const list = choices === undefined ? '' : ` (${choices.join(', ')})`;
  return { name: `${short}${flagUsage(flag)}`, value: `${flag.summary}${list}` };
}

function argumentRow(spec: ArgumentSpec): { name: string; value: string } {
  const choices = spec.choices === undefined ? '' : ` (${spec.choices.join(', ')})`;
  return { name: argumentUsage(spec), value: `${spec.summary}${choices}` };
}
