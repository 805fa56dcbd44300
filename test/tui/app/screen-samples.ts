import type { ScreenName } from '@lifeboat/tui/app';
import type { SampleFleet } from '../../harness/sample-fleet.ts';
import type { Ui } from '../../harness/ui.ts';

/** How a test gets to a screen from the fleet, and what it finds there. */
export type ScreenSample = {
  /** Goes there by keys. */
  go(ui: Ui, fleet: SampleFleet): Promise<void>;
  /** What stands in the upper rule. */
  title: string | RegExp;
  /** Something of its content, seen at 60x15 too, in ASCII too. */
  content: string | RegExp;
};

/**
 * One line for every screen there is. A new screen gets one here; `matrix.test.ts` fails until then.
 */
export const screenSamples: Partial<Record<ScreenName, ScreenSample>> = {
  fleet: {
    go: async () => {},
    title: 'Fleet',
    content: /contoso-pay .*stale/,
  },
  answer: {
    async go(ui) {
      ui.type(':help follow\r');
      await ui.shows('apim help follow');
    },
    title: 'apim help follow',
    content: 'apim follow',
  },
};
