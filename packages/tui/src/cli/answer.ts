import { answerDocument, type LifeboatError, type Report } from '@lifeboat/core';
import type { Look, Output } from './look.ts';
import { render } from './render.ts';
import { renderError } from './render-error.ts';

/** How a command's answer reaches whoever started it. */
export type Answering = {
  stdout: Output;
  stderr: Output;
  stdoutLook: Look;
  stderrLook: Look;
  json: boolean;
  now: number;
};

/**
 * Writes a whole answer: with `--json` exactly one document on stdout and nothing else there, for
 * people the blocks on stdout and the error on stderr.
 */
export function writeAnswer(to: Answering, command: string | null, report: Report): void {
  if (to.json) {
    const document = answerDocument(command, report);
    to.stdout.write(`${JSON.stringify(document, null, to.stdoutLook.columns === null ? 0 : 2)}\n`);
    return;
  }
  const text = render(report.blocks, to.now, to.stdoutLook);
  if (text !== '') to.stdout.write(text);
  if (report.error !== null) to.stderr.write(renderError(report.error, to.now, to.stderrLook));
}

/** An answer that is only an error. */
export function onlyError(error: LifeboatError): Report {
  return { data: {}, blocks: [], error };
}
