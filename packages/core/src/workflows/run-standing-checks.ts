import type { Service } from '../domain/configuration.ts';
import type { Standing } from '../domain/standing.ts';
import { accountBook } from './gather-checks/account-looks.ts';
import { readySession } from './gather-checks/ready-session.ts';
import { lookAtServiceWithin } from './gather-checks/service-facts.ts';
import { standbyChecks, standbyOf } from './gather-checks/standing-checks.ts';
import { sideBySide } from './side-by-side.ts';
import type { Work } from './work.ts';

/** Once a day: roles and copies change slowly, and a standby is needed rarely. Milliseconds. */
const everyMs = 24 * 60 * 60 * 1000;
/** Pairs that are looked at at a time. */
const atOnce = 4;

/**
 * Looks at every `standby:` pair of the configuration whose last look is a day old or of another
 * standby, and keeps what was found. What cannot be seen is kept as such. Gives the new records.
 *
 * Effects: reads Azure, writes the store.
 * Errors: those of the store; the signal's reason when it aborts.
 */
export async function runStandingChecks(work: Work, signal: AbortSignal): Promise<Standing[]> {
  const { clock, store } = work.ports;
  const snapshot = await store.read();
  const now = clock.now();
  const due = pairsOf(work).filter(({ service, standby }) => {
    const known = snapshot.get('standing', service.id);
    // A clock that was set back makes a record of the future: it is as good as none.
    const isFresh = known !== null && known.at <= now && now - known.at < everyMs;
    return !isFresh || known.standby !== standby.id;
  });
  const accounts = accountBook(work, signal);
  return sideBySide(due, atOnce, signal, async ({ service, standby }) => {
    await Promise.all([service, standby].map(({ signIn }) => readySession(work, signIn, signal)));
    const looking = lookAtServiceWithin(work, service, signal);
    const standbyLooking = lookAtServiceWithin(work, standby, signal);
    const pair = { service, standby, accounts, snapshot, looking, standbyLooking };
    const checks = await standbyChecks(work, pair, signal);
    signal.throwIfAborted();
    const standing: Standing = {
      id: service.id,
      label: service.label,
      standby: standby.id,
      standbyLabel: standby.label,
      at: clock.now(),
      checks: checks.map(({ code: _code, ...check }) => check),
    };
    await store.update((draft) => draft.put('standing', standing));
    return standing;
  });
}

function pairsOf({ configuration }: Work): { service: Service; standby: Service }[] {
  return configuration.services.flatMap((service) => {
    const standby = standbyOf(configuration, service);
    return standby === null ? [] : [{ service, standby }];
  });
}
