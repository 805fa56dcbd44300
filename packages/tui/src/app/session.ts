import type { Lifeboat } from '@lifeboat/core';
import type { Theme } from '../theme/theme.ts';
import type { AppOptions } from './app-options.ts';
import type { History } from './history.ts';
import type { Jobs } from './jobs/create-jobs.ts';
import type { Job } from './jobs/job.ts';
import type { Live } from './live/create-live.ts';
import type { Reader } from './live/create-reader.ts';
import type { Navigation } from './navigation/navigation.ts';
import type { Changing, Observable } from './observable.ts';
import type { Ticks } from './ticks.ts';
import type { Toasts } from './toasts.ts';

/** What lies over the screen and takes the keys. */
export type Overlay =
  /** A line that waits to be typed on, with the cursor before the character at `at`, else at its end. */
  | { kind: 'palette'; text: string; at?: number }
  | { kind: 'help' }
  /** Asks before something runs or one leaves; `line` is run when it is agreed to. */
  | {
      kind: 'ask';
      title: string;
      /** A function where they change while one reads. */
      words: readonly string[] | (() => readonly string[]);
      agree: string;
      act(): void;
    }
  | null;

/** How the app was left. */
export type Leaving =
  | { kind: 'quit' }
  | { kind: 'interrupted' }
  | { kind: 'crashed'; failure: unknown }
  /** Opens Lifeboat anew, after `init` wrote a configuration or a person mended it; then says why. */
  | { kind: 'reopen'; says: string };

/** All the screens work with. */
export type Session = {
  lifeboat: Lifeboat;
  options: AppOptions;
  live: Live;
  reader: Reader;
  jobs: Jobs;
  navigation: Navigation;
  toasts: Toasts;
  ticks: Ticks;
  overlay: Changing<Overlay>;
  /** What was typed into the palette. */
  history: History;
  theme: Observable<Theme>;
  /** Which services are on the screen: those are read from Azure. */
  visible: Changing<readonly string[]>;
  /**
   * Does what a command line says: opens the screen that shows it, or runs it; says why where it
   * cannot. The one way in which keys change anything.
   */
  act(line: string): void;
  /** Asks whether to back a service up now, and does. */
  askBackup(name: string): void;
  /** Copies to the clipboard of the terminal a person sits at, and says so. */
  copy(text: string, what: string): void;
  /** Stops waiting for a job, and says so. */
  stop(job: Job): void;
  /** Runs the line of a job again in the place of its answer; what changes something is only typed for one. */
  runAgain(job: Job): void;
  /** Opens the screen in which a command runs, or ran. */
  openJob(job: Job): void;
  /** Opens what was started here and still runs. */
  openRunning(): void;
  /** Prints text in the terminal's own screen, to be marked and copied; enter comes back. */
  print(text: string): void;
  /** Draws the whole screen again. */
  redraw(): void;
  /** To the shell and back with `fg`; null where there is none. */
  suspend: (() => Promise<void>) | null;
  /** Opens Lifeboat anew, as soon as nothing runs here that this would stop; then says why. */
  reopen(says: string): void;
  /** Asks first where something would stop. */
  quit(): void;
  leave(how: Leaving): void;
};

/** What only the running app can do: see {@link Session}. */
export type Hands = Pick<Session, 'copy' | 'suspend' | 'redraw' | 'print' | 'leave'>;
