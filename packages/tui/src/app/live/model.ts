import type { LifeboatError, Operation } from '@lifeboat/core';
import {
  type Approval,
  type Configuration,
  currentWarnings,
  type FleetRow,
  fleetRows,
  needsPerson,
  openOperations,
  openRequests,
  type Snapshot,
  type Warning,
} from '@lifeboat/core/live';

/** What the screens draw: the store, judged at one time. */
export type Model = {
  snapshot: Snapshot;
  /** When it was judged. Milliseconds since the epoch. */
  now: number;
  /** Worst first. */
  rows: readonly FleetRow[];
  byId: ReadonlyMap<string, FleetRow>;
  warnings: readonly Warning[];
  requests: readonly Approval[];
  /** Without a known end, oldest first. */
  open: readonly Operation[];
  /** How many services need a person. */
  needYou: number;
};

/** The model, or why there is none. */
export type Loading =
  | { kind: 'loading' }
  /** `problem`: why the store cannot be read any more, so that the model is what it said before. */
  | { kind: 'ready'; model: Model; problem: LifeboatError | null }
  | { kind: 'unreadable'; problem: LifeboatError };

/** Judges a snapshot. Pure; the time it takes grows with the fleet, so it is not done for each key. */
export function modelOf(snapshot: Snapshot, configuration: Configuration, now: number): Model {
  const rows = fleetRows(snapshot, configuration, now);
  return {
    snapshot,
    now,
    rows,
    byId: new Map(rows.map((row) => [row.service.id, row])),
    warnings: currentWarnings(rows, snapshot, configuration, now),
    requests: openRequests(snapshot, now),
    open: openOperations(snapshot),
    needYou: rows.filter(({ judgement }) => needsPerson(judgement.verdict)).length,
  };
}
