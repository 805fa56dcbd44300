// What other packages may import of the command line.
export type { Environment, Output } from './cli/look.ts';
export { type CliParts, type OpenRequest, runCli } from './cli/run-cli.ts';
