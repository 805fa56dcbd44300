import type { FlagSpec } from './definition.ts';

/** How long something is stopped, and why. */
export const stopFlags: readonly FlagSpec[] = [
  {
    name: 'for',
    summary: 'How long, such as 4h or 3d; 30d at most',
    value: { kind: 'duration', placeholder: 'DURATION' },
  },
  {
    name: 'reason',
    summary: 'Why, for whoever wonders',
    value: { kind: 'text', placeholder: 'TEXT' },
  },
];
