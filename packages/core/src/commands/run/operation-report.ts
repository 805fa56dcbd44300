import { type ErrorCode, LifeboatError } from '../../domain/error.ts';
import { type Beside, errorOfOperation } from '../../workflows/error-of-operation.ts';
import type { Watched } from '../../workflows/watch-all.ts';
import { operationDocument } from '../json.ts';
import type { Block, Report } from '../report.ts';
import { operationTone, operationWords } from './operation-words.ts';

/** What became of one service's part of a command: an operation, or a refusal before anything was sent. */
export type Result =
  | ({ kind: 'watched' } & Watched)
  | { kind: 'refused'; service: string; error: LifeboatError };

/**
 * The report over all results: operations in the data, a sentence each for people, and the one
 * error that decides the exit (product.md, "Exit codes").
 */
export function operationsReport(results: readonly Result[], beside: Beside): Report {
  const { now } = beside;
  const operations = results.flatMap((result) =>
    result.kind === 'watched' ? [operationDocument(result.operation)] : [],
  );
  const refused = results.flatMap((result) =>
    result.kind === 'refused'
      ? [{ service: result.service, code: result.error.code, message: result.error.message }]
      : [],
  );
  return {
    data: { operations, ...(refused.length === 0 ? {} : { refused }) },
    blocks:
      allForOneReason(results) ??
      (results.length > 1
        ? results.map((result) => resultSentence(result, now))
        : results.flatMap((result) => goodSentence(result, beside))),
    error: errorOfResults(results, beside),
  };
}

/**
 * Several that a lost sign-in or network stopped before anything was sent: the error says why once,
 * and this who it was. Null for everything else.
 */
function allForOneReason(results: readonly Result[]): Block[] | null {
  const [first] = results;
  if (results.length < 2 || first?.kind !== 'refused') return null;
  const { code } = first.error;
  if (code !== 'not-signed-in' && code !== 'azure-unreachable') return null;
  const names = results.flatMap((each) =>
    each.kind === 'refused' && each.error.code === code ? [each.service] : [],
  );
  if (names.length < results.length) return null;
  const text = `None was started, all for the same reason: ${names.join(', ')}.`;
  return [{ kind: 'sentence', tone: 'bad', text }];
}

/** One result stands for itself as an error; only several need their sentences beside the error. */
function goodSentence(result: Result, beside: Beside): Block[] {
  return errorOf(result, beside) === null ? [resultSentence(result, beside.now)] : [];
}

function resultSentence(result: Result, now: number): Block {
  if (result.kind === 'refused')
    return { kind: 'sentence', tone: 'bad', text: `${result.service}: ${result.error.message}` };
  const { operation } = result;
  return { kind: 'sentence', tone: operationTone(operation), text: operationWords(operation, now) };
}

function errorOfResults(results: readonly Result[], beside: Beside): LifeboatError | null {
  const errors = results.map((result) => errorOf(result, beside));
  const bad = errors.filter((error) => error !== null);
  const [first] = bad;
  if (first === undefined) return null;
  if (results.length === 1) return first;
  const waiting = bad.filter(
    (each) => each.code === 'interrupted' || each.code === 'still-running',
  );
  const [stopped] = waiting;
  if (stopped !== undefined)
    return waiting.length === 1 ? stopped : severalGoOn(stopped.code, results);
  if (bad.length === results.length && bad.every((error) => error.code === first.code))
    return first;
  return new LifeboatError('partial', `${bad.length} of ${results.length} did not succeed.`, {
    hint: 'Each is named above with its reason.',
  });
}

/** Several operations that nobody here follows any more: one line picks them all up again. */
function severalGoOn(code: ErrorCode, results: readonly Result[]): LifeboatError {
  const open = results.flatMap((each) =>
    each.kind === 'watched' && each.end !== 'ended' && each.operation.status !== 'planned'
      ? [each.operation]
      : [],
  );
  const names = open.map((operation) => `${operation.label} (${operation.id})`).join(', ');
  return new LifeboatError(
    code,
    `Stopped following. ${open.length} operations go on in Azure: ${names}.`,
    {
      hint: 'Follow them again with `apim follow`.',
      data: { open: open.map((operation) => operation.id) },
    },
  );
}

function errorOf(result: Result, beside: Beside): LifeboatError | null {
  if (result.kind === 'refused') return result.error;
  const { operation, end } = result;
  if (end === 'ended') return errorOfOperation(operation, beside);
  const how = `Follow it again with \`apim follow ${operation.id}\`.`;
  const state =
    operation.status === 'planned'
      ? `The ${operation.kind} of ${operation.label} is planned, and nothing was sent (${operation.id}).`
      : `The ${operation.kind} of ${operation.label} goes on in Azure (${operation.id}).`;
  const data = { operation: operation.id };
  switch (end) {
    case 'interrupted':
      return new LifeboatError('interrupted', `You stopped following. ${state}`, {
        hint: how,
        data,
      });
    case 'timeout':
      return new LifeboatError('still-running', `Stopped waiting after the time-out. ${state}`, {
        hint: how,
        data,
      });
    case 'signed-out':
      return new LifeboatError(
        'still-running',
        `The sign-in is gone, so nobody can ask Azure. ${state}`,
        {
          hint: `${operation.blind?.remedy ?? 'Sign in again with `apim login`.'} Then: apim follow ${operation.id}`,
          data,
        },
      );
  }
}
