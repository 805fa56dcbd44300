import { backup } from './backup/backup.ts';
import { following } from './following/following.ts';
import { plan } from './plan/plan.ts';
import type { Scenario } from './scenario.ts';
import { startUp } from './start-up/start-up.ts';
import { simulatedYear } from './store/simulated-year.ts';
import { storeUpdates } from './store/store-updates.ts';
import { firstFrame } from './ui/first-frame.ts';
import { uiIdle } from './ui/idle.ts';
import { uiKeys } from './ui/keys.ts';
import { uiSoak } from './ui/soak.ts';
import { watch } from './watch/watch.ts';

export { type Machine, machineFacts } from './measure/machine.ts';
export { renderFigures } from './report.ts';
export type { Bench, Figure, Result, Scenario } from './scenario.ts';

/** Everything that is measured, in the order it is run. */
export const scenarios: readonly Scenario[] = [
  startUp,
  backup,
  following,
  storeUpdates,
  simulatedYear,
  plan,
  watch,
  firstFrame,
  uiKeys,
  uiIdle,
  uiSoak,
];
