import type { FleetRow } from '@lifeboat/core/live';
import type { Jobs } from '../jobs/create-jobs.ts';
import { isRunning } from '../jobs/job.ts';
import type { Live } from '../live/create-live.ts';
import type { Reader } from '../live/create-reader.ts';
import { toastNotices } from '../live/notice-toasts.ts';
import { rowSentences } from './fleet-sentences.ts';
import type { Speaker } from './speaker.ts';
import { sentence } from './spoken-text.ts';

/** More than this at once is told by saying the fleet anew. */
const mostChanges = 3;

type Parts = {
  live: Live;
  reader: Reader;
  jobs: Jobs;
  speaker: Pick<Speaker, 'say'>;
  now(): number;
  sayFleet(): void;
};

/**
 * Says what changes by itself: notices of every door, verdicts that are others now, a sign-in that is gone or back. Returns the way to stop.
 */
export function sayNews(parts: Parts): () => void {
  const { live, reader, jobs, speaker, now } = parts;
  /** What a command here told of by itself. */
  const isToldHere = (operation: string | null): boolean =>
    jobs.get().some(({ progress }) => progress.some((one) => one.operation.id === operation));
  const isBusyHere = (service: string): boolean =>
    jobs
      .get()
      .filter(isRunning)
      .some(({ progress }) => progress.some((one) => one.operation.service === service));
  const offNotices = toastNotices(
    live,
    { say: (_, text) => speaker.say(sentence(text)) },
    now(),
    ({ operation }) => isToldHere(operation),
  );

  let before = verdicts(live);
  const compare = (): void => {
    // Azure is read one service after the other: what came of it is told together.
    if (reader.get().reading) return;
    const after = verdicts(live);
    if (after === null) return;
    const known = before ?? after;
    before = after;
    const changed = [...after.values()].filter(
      ({ service, judgement }) =>
        known.get(service.id)?.judgement.verdict !== judgement.verdict &&
        judgement.verdict !== 'running' &&
        !isBusyHere(service.id),
    );
    if (changed.length > mostChanges) parts.sayFleet();
    else speaker.say(...changed.map((row) => `Now ${rowSentences(row, now())}`));
  };
  const offLive = live.subscribe(compare);

  let problem = reader.get().problem;
  const offReader = reader.subscribe(() => {
    compare();
    const next = reader.get().problem;
    if (next?.message === problem?.message) return;
    const wasSeen = problem === null;
    problem = next;
    if (next !== null) {
      const hint = next.hint === null ? '' : ` ${sentence(next.hint)}`;
      speaker.say(`Attention: ${sentence(next.message)}${hint} What is said may be old.`);
    } else if (!wasSeen) speaker.say('Azure is seen again.');
  });
  return () => {
    offNotices();
    offLive();
    offReader();
  };
}

function verdicts(live: Live): ReadonlyMap<string, FleetRow> | null {
  const loading = live.get();
  return loading.kind === 'ready' ? loading.model.byId : null;
}
