// What doors may import. Everything here is light: no schema, no SDK, no store is loaded by it.
export {
  type Candidate,
  complete,
  type KnownNames,
  type NameKind,
  noNames,
  wantedNames,
} from './commands/complete.ts';
export type {
  ArgumentSpec,
  BareContext,
  CommandContext,
  CommandDefinition,
  Danger,
  Door,
  DoorSide,
  FlagSpec,
  Input,
  Progress,
} from './commands/definition.ts';
export { commandName, matchCommand } from './commands/find-command.ts';
export { type Globals, globalFlags, readGlobals } from './commands/globals.ts';
export { commandReport, overviewReport } from './commands/help.ts';
export { commands } from './commands/index.ts';
export { type AnswerDocument, answerDocument } from './commands/json.ts';
export { knownNames } from './commands/known-names.ts';
export { type Parsed, parseCommand } from './commands/parse.ts';
export { type Line, lineOf, type Place } from './commands/place.ts';
export type { Block, Cell, Report, Tone } from './commands/report.ts';
export { splitLine } from './commands/split-line.ts';
export { version } from './commands/version.ts';
export type { AzureFailure } from './domain/azure-failure.ts';
export { saysAlready } from './domain/azure-words.ts';
export type { Check, CheckVerdict } from './domain/check.ts';
export { formatDuration, formatElapsed } from './domain/duration.ts';
export { asLifeboatError, type ErrorCode, exitByCode, LifeboatError } from './domain/error.ts';
export { isEnded, type Operation } from './domain/operation.ts';
export type { Places } from './domain/places.ts';
export { blockingCheck, type Plan } from './domain/plan.ts';
export { lossesTitle, type PlanRow, planRows, planTitle } from './domain/plan-words.ts';
export { relativeTime, utcTime } from './domain/relative-time.ts';
export { whatIsConfirmed } from './domain/what-is-confirmed.ts';
export { createLifeboat, type Lifeboat } from './lifeboat.ts';
export type { SignInPrompt } from './ports/sign-in.ts';
export type { Clock } from './ports/time.ts';
