import type { Figures } from './measure/figures.ts';

/** What a scenario is given. */
export type Bench = {
  /** The built `apim.js`. */
  program: string;
  /** A folder of the scenario's own, removed afterwards. */
  folder: string;
  /** How many rounds instead of the scenario's own number; null for that. */
  rounds: number | null;
  /** Says what is being done, to whoever waits. */
  say(text: string): void;
};

/** One measured value. */
export type Figure = Partial<Figures> & {
  /** What was measured, such as `apim status`. */
  name: string;
  /** The value, in `unit`. */
  value: number;
  unit: 'ms' | 'MB' | '×' | '%' | 'bytes' | 'requests' | 'operations';
  /** At most this, when there is a target. */
  target?: number;
};

/** What a scenario measured. */
export type Result = {
  figures: Figure[];
  /** What one has to know to read the figures. */
  notes: string[];
};

/** One thing that is measured. */
export type Scenario = {
  /** For `--only`. */
  name: string;
  /** What is compared with what. */
  title: string;
  /** Left out of a run of everything. */
  onlyNamed?: boolean;
  run(bench: Bench): Promise<Result>;
};
