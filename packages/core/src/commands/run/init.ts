import { emptyConfiguration } from '../../config/load-configuration.ts';
import type { Configuration } from '../../domain/configuration.ts';
import { LifeboatError } from '../../domain/error.ts';
import type { Azure } from '../../ports/azure.ts';
import { fleetRows } from '../../workflows/fleet.ts';
import { configurationOf, type Draft } from '../../workflows/init-draft.ts';
import type { CommandContext, Input } from '../definition.ts';
import type { Block, Report } from '../report.ts';
import { initFromStorage } from './init-from-storage.ts';
import { type InitStart, startOf } from './init-start.ts';
import { writeDraft } from './init-write.ts';
import { namedServices, readStorageUrl } from './named-places.ts';
import { rowDocument } from './verdict-words.ts';

/** What `apim init` does. */
export async function runInit(context: CommandContext, input: Input): Promise<Report> {
  const { configurationFile } = context.lifeboat;
  await refuseExisting(context, input);
  const start = await startOf(input, configurationFile);
  const from = input.text('from-storage');
  if (from !== null) {
    if (input.has('storage') || input.has('service')) {
      throw new LifeboatError(
        'usage',
        '--from-storage finds services and storage itself: give neither --service nor --storage with it.',
      );
    }
    return initFromStorage(context, input, start, readStorageUrl(input, start.cloud, from));
  }
  const draft = await draftOf(context, input, start);
  const configuration = await writeDraft(context, input, draft, []);
  return written(context, configuration);
}

/** Before anybody is asked anything: an answer that cannot be kept is an annoyance. */
async function refuseExisting({ lifeboat }: CommandContext, input: Input): Promise<void> {
  const { configurationFile } = lifeboat;
  if (input.has('replace') || (await configurationFile.read()) === null) return;
  throw new LifeboatError(
    'conflict',
    `There is a configuration already: ${configurationFile.path}. It was not changed.`,
    { hint: 'Edit it, or overwrite it with --replace, or name another file with --config FILE.' },
  );
}

async function draftOf(context: CommandContext, input: Input, start: InitStart): Promise<Draft> {
  const services = namedServices(input);
  const url = input.text('storage');
  if (services.length > 0) {
    const storage = url === null ? null : readStorageUrl(input, start.cloud, url);
    return { ...start, services, storage, everyMs: input.durationMs('every') };
  }
  const { ask } = context.door;
  if (ask === null) {
    throw new LifeboatError(
      'terminal-needed',
      'Nobody can be asked here, and the flags do not say which services to keep safe.',
      {
        hint: 'Give --service RESOURCE-ID and --storage CONTAINER-URL, or --from-storage CONTAINER-URL, or run it on a terminal.',
      },
    );
  }
  const { askForDraft } = await import('./init-ask.ts');
  return askForDraft(context, ask, input, start, (begun) => azureOf(context, begun));
}

/** Azure as a configuration that is not written yet would see it. */
export function azureOf(context: CommandContext, start: InitStart): Azure {
  const draft = { ...start, storage: null, services: [], everyMs: null };
  return context.lifeboat.azureFor(configurationOf(draft, emptyConfiguration()))('default');
}

async function written(
  { lifeboat }: CommandContext,
  configuration: Configuration,
): Promise<Report> {
  const { services, storages, signIns } = configuration;
  const { path } = lifeboat.configurationFile;
  const { store, clock } = lifeboat.ports;
  const now = clock.now();
  const rows = fleetRows(await store.read(), configuration, now);
  const signIn = signIns.default?.method ?? 'azure-cli';
  const names = services.map(({ label }) => label);
  const places = Object.values(storages).map(({ account, container }) => `${account}/${container}`);
  const asks = signIn === 'browser' || signIn === 'device-code';
  const next: Block[] = [
    { kind: 'sentence', tone: 'plain', text: 'Next:' },
    ...(asks ? [{ kind: 'command' as const, line: 'apim login' }] : []),
    { kind: 'command', line: 'apim doctor' },
    { kind: 'command', line: `apim backup ${names[0] ?? '--all'}` },
  ];
  return {
    data: {
      path,
      services: rows.map((row) => rowDocument(row, now)),
      storages: places,
    },
    blocks: [
      { kind: 'sentence', tone: 'good', text: `Wrote ${path}.` },
      {
        kind: 'fields',
        rows: [
          { name: 'sign-in', value: signIn },
          { name: 'services', value: names.join(', ') },
          {
            name: 'storage',
            value: places.join(', ') || 'none: name one with --storage each time',
          },
        ],
      },
      ...next,
    ],
    error: null,
  };
}
