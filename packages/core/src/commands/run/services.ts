import { formatDuration } from '../../domain/duration.ts';
import type { LifeboatError } from '../../domain/error.ts';
import type { Instant } from '../../domain/instant.ts';
import { currentWarnings } from '../../workflows/current-warnings.ts';
import { type FleetRow, fleetRows, oldestAnswer } from '../../workflows/fleet.ts';
import type { Refreshed } from '../../workflows/refresh-fleet.ts';
import type { CommandContext, Input } from '../definition.ts';
import type { Block, Report } from '../report.ts';
import { clockBlocks, clockDocuments, clockThen } from './clock-words.ts';
import { fleetTable, reasons } from './fleet-table.ts';
import { stopBlocks } from './stop-words.ts';
import { rowDocument } from './verdict-words.ts';
import { snoozeBlocks } from './warning-words.ts';

/** What `apim services` does. */
export async function runServices(context: CommandContext, input: Input): Promise<Report> {
  const { ports, configuration } = context.lifeboat;
  const refreshed = input.has('offline') ? null : await refresh(context);
  const now = ports.clock.now();
  const snapshot = await ports.store.read();
  const rows = fleetRows(snapshot, configuration, now);
  const clock = clockThen(rows, now);
  const problems = refreshed === null ? [] : problemsOf(refreshed);
  const nothingKnown = rows.length > 0 && rows.every((row) => row.seen === null);
  // What is known is worth showing; only when there is nothing at all did the command fail.
  // Rows of before are shown all the same, but a monitor must not take them for an answer of today.
  const nothingRead =
    refreshed !== null &&
    refreshed.services.length > 0 &&
    refreshed.services.every(({ problem }) => problem !== null);
  const error = nothingKnown || nothingRead ? (problems[0]?.error ?? null) : null;
  return {
    data: {
      services: rows.map((row) => rowDocument(row, now)),
      checks: clockDocuments(clock),
      problems: problems.map(({ about, error }) => ({
        about,
        code: error.code,
        message: error.message,
      })),
    },
    blocks:
      rows.length === 0
        ? [noServices(configuration.path !== null)]
        : [
            fleetTable(rows, now),
            ...reasons(rows),
            ...snoozeBlocks(currentWarnings(rows, snapshot, configuration, now), now),
            ...stopBlocks(rows, now),
            ...clockBlocks(clock, now),
            ...(error === null ? problemBlocks(problems) : []),
            ...(refreshed === null || problems.length > 0 ? ageBlocks(rows, now) : []),
          ],
    error,
  };
}

async function refresh({ lifeboat, door, signal }: CommandContext): Promise<Refreshed> {
  const { refreshFleet } = await import('../../workflows/refresh-fleet.ts');
  const { allServices } = await import('../../workflows/known-services.ts');
  const services = allServices(lifeboat.configuration, await lifeboat.ports.store.read());
  if (services.length > 0) {
    const many = services.length === 1 ? 'a service' : `${services.length} services`;
    door.say({ kind: 'sentence', tone: 'quiet', text: `Reading ${many} and the storages …` });
  }
  return refreshFleet(lifeboat, { signal });
}

type Problem = { about: string; error: LifeboatError };

function problemsOf({ services, storages }: Refreshed): Problem[] {
  return [
    ...services.map(({ service, problem }) => ({ about: service.label, error: problem })),
    ...storages.map(({ account, container, problem }) => ({
      about: `${account}/${container}`,
      error: problem,
    })),
  ].flatMap(({ about, error }) => (error === null ? [] : [{ about, error }]));
}

/** One sentence for each distinct reason: an outage says the same of every service. */
function problemBlocks(problems: readonly Problem[]): Block[] {
  const reasonOf = ({ about, error }: Problem): string => {
    const shared = error.code === 'azure-unreachable' || error.code === 'not-signed-in';
    return shared ? `${error.code} ${error.azure?.code ?? ''}` : about;
  };
  return [...Map.groupBy(problems, reasonOf).values()].flatMap(([first, ...others]): Block[] => {
    if (first === undefined) return [];
    const names = others.map(({ about }) => about).join(', ');
    const also = others.length === 0 ? '' : ` The same goes for ${names}.`;
    const hint = first.error.hint === null ? '' : ` ${first.error.hint}`;
    const text = `${sentence(first.error.message)}${also}${hint}`;
    return [{ kind: 'sentence', tone: 'warn', text }];
  });
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** How old the oldest of what is known is; what was never read says so itself. */
function ageBlocks(rows: readonly FleetRow[], now: Instant): Block[] {
  const oldest = oldestAnswer(rows.filter((row) => row.seen !== null));
  if (oldest === null) return [];
  const text = `The oldest of this is ${formatDuration(now - oldest)} old.`;
  return [{ kind: 'sentence', tone: 'quiet', text }];
}

function noServices(configured: boolean): Block {
  const text = configured
    ? 'No services are configured. Add them under `services:`, or run `apim init --replace`.'
    : 'There is no configuration yet. `apim init` writes one; `apim init --from-storage CONTAINER-URL` rebuilds one from the backups.';
  return { kind: 'sentence', tone: 'plain', text };
}
