import { activityScreen } from './activity/activity-screen.ts';
import { answerScreen } from './answer/answer-screen.ts';
import { approvalsScreen } from './approvals/approvals-screen.ts';
import { doctorScreen } from './doctor/doctor-screen.ts';
import { expiringScreen } from './expiring/expiring-screen.ts';
import { firstRunScreen } from './first-run/first-run-screen.ts';
import { fleetScreen } from './fleet/fleet-screen.ts';
import type { ScreenName } from './names.ts';
import { operationScreen } from './operation/operation-screen.ts';
import { recoverScreen } from './recover/recover-screen.ts';
import { restoreScreen } from './restore/restore-screen.ts';
import type { Screen } from './screen.ts';
import { serviceScreen } from './service/service-screen.ts';
import { troubleScreen } from './trouble/trouble-screen.ts';

/** Every screen. One line each. */
export const screens: readonly Screen[] = [
  fleetScreen,
  serviceScreen,
  operationScreen,
  recoverScreen,
  restoreScreen,
  expiringScreen,
  activityScreen,
  approvalsScreen,
  doctorScreen,
  answerScreen,
  firstRunScreen,
  troubleScreen,
];

/** The screen of a name. */
export function screenOf(name: ScreenName): Screen {
  return screens.find((screen) => screen.name === name) ?? fleetScreen;
}
