/** Every screen by name; `screens/index.ts` says how each is drawn. */
export const screenNames = [
  'fleet',
  'service',
  'operation',
  'recover',
  'restore',
  'expiring',
  'activity',
  'approvals',
  'doctor',
  'answer',
  'first-run',
  'trouble',
] as const;

/** One of {@link screenNames}. */
export type ScreenName = (typeof screenNames)[number];
