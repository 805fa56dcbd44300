import { listKeys } from '../../keys/list-keys.ts';
import type { Screen } from '../screen.ts';
import { ActivityScreen } from './ActivityScreen.tsx';
import { activityKeys } from './activity-keys.ts';

/** Who did what, newest first; about a subject of the trail, or everything. */
export const activityScreen: Screen = {
  name: 'activity',
  title: 'Activity',
  keys: [...activityKeys, ...listKeys],
  opens: {
    command: 'audit',
    about: (input) => (input.has('limit') ? null : { about: input.one('subject') }),
  },
  Component: ActivityScreen,
};
