import type { Clock, Lifeboat } from '@lifeboat/core';
import type { Environment, Output } from '../cli/look.ts';
import type { AppOptions } from './app-options.ts';
import type { TerminalInput } from './terminal/tapped-input.ts';

/** What the app writes to: a terminal. */
export type AppOutput = NodeJS.WritableStream & Output;

/** All the app needs from outside. */
export type AppParts = {
  stdin: TerminalInput;
  stdout: AppOutput;
  stderr: AppOutput;
  environment: Environment;
  platform: string;
  clock: Clock;
  options: AppOptions;
  /** Opens the core; called again after `init` wrote a configuration. */
  open(): Promise<Lifeboat>;
  /** Calls `listener` on every SIGINT, SIGTERM and SIGHUP, with its name; returns the way to stop. */
  onSignal(listener: (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') => void): () => void;
  /** Stops this process until it is continued, as ctrl-z does; null where there is no such thing. */
  stopProcess: (() => Promise<void>) | null;
  /** Calls `listener` when the process goes on after it was stopped (SIGCONT); returns the way to stop. */
  onContinue(listener: () => void): () => void;
  /** Calls `listener` when the process is about to die of a failure nobody caught; returns the way to stop. */
  onCrash(listener: () => void): () => void;
  keepFailure(failure: unknown): Promise<string | null>;
};
