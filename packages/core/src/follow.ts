// What keeps a door's data young and its operations followed; loaded after its first frame.
export { readSchedules } from './domain/schedule.ts';
export { createFollower, type Follower } from './workflows/follow-open.ts';
export { deliverBriefly } from './workflows/outbox/deliver-briefly.ts';
export { createCalmRefresh } from './workflows/refresh-calmly.ts';
export { type Refreshed, refreshFleet } from './workflows/refresh-fleet.ts';
export { nextStart, type ServiceDue, whatIsDueOf } from './workflows/schedule/what-is-due.ts';
export { storagesOf } from './workflows/storages.ts';
