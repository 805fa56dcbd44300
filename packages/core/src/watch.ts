// What keeps watch, for doors that do so beside their own work.
export { type WatchOptions, watch, watchOnce, watchWork } from './workflows/watch.ts';
export type { WatchEvent } from './workflows/watch-events.ts';
export { type WatchTask, watchTasks } from './workflows/watch-tasks.ts';
