import type { Azure, StartAnswer, StartRequest } from '../../packages/core/src/ports/azure.ts';
import { type FakeAzure, notSeen } from '../../packages/core/src/testing.ts';
import { type Life, mortally } from './mortal.ts';

/** From when to when something is the case; the end is not part of it. */
export type Span = { from: number; to: number };

/** What goes wrong in Azure: regions that are away, and faults that come by chance. */
export type Weather = {
  /** Outages by region; a service belongs to one. */
  outages: readonly { region: string; span: Span }[];
  regionOf(resourceId: string): string;
  now(): number;
  chance(): number;
};

/** Whether a region is away at an instant. */
export function isAway({ outages }: Pick<Weather, 'outages'>, region: string, at: number): boolean {
  return outages.some((one) => one.region === region && one.span.from <= at && at < one.span.to);
}

/** Azure as one process sees it through the weather: answers get lost, regions are away, calls fail. */
export function azureIn(weather: Weather, fake: FakeAzure, life: Life): (signIn: string) => Azure {
  return (signIn) => {
    const azure = fake.azure(signIn);
    const { apiManagement, blobs } = azure;
    const call = <T>(act: () => Promise<T>): Promise<T> => mortally(life, weather.chance, act);
    const away = (resourceId: string): boolean =>
      isAway(weather, weather.regionOf(resourceId), weather.now());
    const oneIn = (count: number): boolean => weather.chance() * count < 1;
    return {
      ...azure,
      apiManagement: {
        ...apiManagement,
        get: (resourceId, signal) =>
          call(async () => {
            if (away(resourceId)) return notSeen('no-network');
            if (oneIn(100)) return notSeen(oneIn(2) ? 'throttled' : 'error');
            return apiManagement.get(resourceId, signal);
          }),
        start: (request) => call(() => start(request)),
        ask: (address, signal) =>
          call(async () => {
            if (away(address) || oneIn(80)) {
              return { kind: 'no-answer', noAnswer: { kind: 'lost', words: 'ECONNRESET' } };
            }
            return apiManagement.ask(address, signal);
          }),
      },
      blobs: {
        ...blobs,
        list: (place, prefix, signal) =>
          call(async () => (oneIn(50) ? notSeen('error') : blobs.list(place, prefix, signal))),
        head: (place, name, signal) =>
          call(async () => (oneIn(100) ? notSeen('error') : blobs.head(place, name, signal))),
        createText: (place, name, text, signal) =>
          call(() => blobs.createText(place, name, text, signal)),
      },
    };

    async function start(request: StartRequest): Promise<StartAnswer> {
      if (away(request.resourceId)) return notTaken('never-connected');
      if (oneIn(60)) return notTaken('throttled');
      if (oneIn(60)) return unclear;
      const answer = await apiManagement.start(request);
      if (answer.kind === 'accepted' && oneIn(60)) fail(422, 'ManagementApiRequestFailed');
      else if (answer.kind === 'accepted' && oneIn(200)) fail(400, 'BackupFailed');
      // It was taken, and nobody hears so.
      return oneIn(40) ? unclear : answer;
    }

    function fail(status: number, code: string): void {
      const message = `the simulated month says ${code}`;
      const ids = { requestId: 'r', correlationId: null };
      fake.failLastRun({ status, code, message, ...ids, details: [] });
    }
  };
}

const unclear: StartAnswer = { kind: 'unclear', words: 'ECONNRESET', azure: null };

function notTaken(why: 'never-connected' | 'throttled'): StartAnswer {
  return { kind: 'not-taken', why, claims: null, retryAfterMs: 5_000, azure: null, words: why };
}
