import { LifeboatError } from '@lifeboat/core';
import type { ScreenName } from '@lifeboat/tui/app';
import { restoreFleet } from '../../harness/restore-fleet.ts';
import { runLine } from '../../harness/run-line.ts';
import { fleetOf, type SampleFleet, sampleFleet } from '../../harness/sample-fleet.ts';
import { press, type Ui } from '../../harness/ui.ts';

/** How a test gets to a screen, and what it finds there. */
export type ScreenSample = {
  /** The fleet it is drawn over; the sample one unless given. */
  fleet?(): Promise<SampleFleet>;
  /** What the first screen shows once it is there. */
  begins: string;
  /** Goes there by keys. */
  go(ui: Ui, fleet: SampleFleet): Promise<void>;
  /** What stands in the upper rule. */
  title: string | RegExp;
  /** Something of its content, seen at 60x15 too, in ASCII too. */
  content: string | RegExp;
};

const stays = async (): Promise<void> => {};

function types(...keys: string[]): ScreenSample['go'] {
  return async (ui) => ui.type(...keys);
}

/**
 * One entry for every screen there is. A new screen gets one here; `matrix.test.ts` fails until then.
 */
export const screenSamples: Partial<Record<ScreenName, ScreenSample>> = {
  fleet: { begins: 'contoso-pay', go: stays, title: 'Fleet', content: /contoso-pay .*stale/ },
  service: {
    begins: 'contoso-pay',
    go: types(press.enter),
    title: 'contoso-pay',
    content: 'stale',
  },
  operation: {
    begins: 'contoso-dr',
    go: types(':follow\r'),
    title: 'Restore of contoso-dr',
    content: 'running',
  },
  recover: {
    begins: 'contoso-pay',
    go: types('R'),
    title: 'Recover contoso-pay',
    content: 'contoso-pay serves',
  },
  restore: {
    fleet: restoreFleet,
    begins: 'contoso-dr',
    async go(ui) {
      await runLine(ui, 'restore contoso-dr --from latest:contoso-prod');
      await ui.shows('Cancel');
    },
    title: 'apim restore contoso-dr',
    content: 'Cancel',
  },
  expiring: { begins: 'contoso-pay', go: types('x'), title: 'Expiring', content: 'contoso-pay' },
  activity: { begins: 'contoso-pay', go: types('a'), title: 'Activity', content: 'Nothing' },
  approvals: { begins: 'contoso-pay', go: types('p'), title: 'Second persons', content: 'Nobody' },
  doctor: { begins: 'contoso-pay', go: types('D'), title: 'apim doctor', content: 'pass' },
  answer: {
    begins: 'contoso-pay',
    async go(ui) {
      ui.type(':help follow\r');
      await ui.shows('apim help follow');
    },
    title: 'apim help follow',
    content: 'apim follow',
  },
  'first-run': {
    fleet: () => fleetOf([], () => undefined, { path: null }),
    begins: 'Lifeboat',
    go: stays,
    title: 'Welcome',
    content: 'apim init',
  },
  trouble: {
    async fleet() {
      const fleet = await sampleFleet();
      const configurationProblem = new LifeboatError(
        'config-invalid',
        '/etc/lifeboat/config.yaml has 1 mistake:\nservices.contoso-prod.every (line 12): needs a unit after 24',
      );
      return { ...fleet, lifeboat: { ...fleet.lifeboat, configurationProblem } };
    },
    begins: 'config.yaml',
    go: stays,
    title: 'The configuration is wrong',
    content: 'line 12',
  },
};
