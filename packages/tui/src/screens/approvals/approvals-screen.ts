import { listKeys } from '../../keys/list-keys.ts';
import type { Screen } from '../screen.ts';
import { ApprovalsScreen } from './ApprovalsScreen.tsx';
import { approvalsKeys } from './approvals-keys.ts';

/** Requests for a second person: those that wait, and those decided before. */
export const approvalsScreen: Screen = {
  name: 'approvals',
  title: 'Second persons',
  keys: [...approvalsKeys, ...listKeys],
  // All of them are shown anyway.
  opens: { command: 'approvals', about: () => ({ about: null }) },
  Component: ApprovalsScreen,
};
