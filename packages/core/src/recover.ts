// The 3 am page, for doors that draw it themselves.
export type { Diagnosis } from './domain/recovery.ts';
export { isPossible, type Way } from './domain/ways-back.ts';
export { type Recovery, recover } from './workflows/recover.ts';
