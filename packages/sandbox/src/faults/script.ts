import { type Fault, isAbout, isDue, type Play, type Seen } from './fault.ts';

/** A fault that was scripted, with how often it was met. */
export type ScriptedFault = { id: string; fault: Fault; matched: number; played: number };

/** The faults in force. */
export type FaultScript = {
  add(fault: Fault): ScriptedFault;
  list(): ScriptedFault[];
  /** Removes one by id, or all; says how many went. */
  remove(id: string | null): number;
  /** Counts a request against every fault and gives what the first due one plays. */
  next(seen: Seen): Play | null;
};

/** Makes an empty script. Faults are tried in the order they were added; one plays per request. */
export function createFaultScript(): FaultScript {
  let faults: ScriptedFault[] = [];
  let added = 0;
  return {
    add(fault) {
      added += 1;
      const scripted: ScriptedFault = { id: `fault-${added}`, fault, matched: 0, played: 0 };
      faults.push(scripted);
      return scripted;
    },
    list: () => faults,
    remove(id) {
      const before = faults.length;
      faults = id === null ? [] : faults.filter((each) => each.id !== id);
      return before - faults.length;
    },
    next(seen) {
      let due: ScriptedFault | null = null;
      for (const each of faults) {
        if (!isAbout(each.fault, seen)) continue;
        each.matched += 1;
        if (due === null && isDue(each.fault, each.matched)) due = each;
      }
      if (due === null) return null;
      due.played += 1;
      return due.fault.play;
    },
  };
}
