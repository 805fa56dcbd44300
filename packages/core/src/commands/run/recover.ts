import type { Configuration, Service, StorageAccess } from '../../domain/configuration.ts';
import { LifeboatError } from '../../domain/error.ts';
import type { Instant } from '../../domain/instant.ts';
import { resolveKnown } from '../../workflows/known-services.ts';
import { typedTime } from '../../workflows/parse-time.ts';
import { readPlace, recover } from '../../workflows/recover.ts';
import { resolveService } from '../../workflows/resolve-service.ts';
import type { StoragePlace } from '../../workflows/storages.ts';
import type { CommandContext, Input } from '../definition.ts';
import type { Report } from '../report.ts';
import { readStorageUrl } from './named-places.ts';
import { recoveryReport } from './recovery-report.ts';

/** What `apim recover` does. */
export async function runRecover(context: CommandContext, input: Input): Promise<Report> {
  const { lifeboat, door, signal } = context;
  const name = input.one('service') ?? '';
  const isId = name.startsWith('/');
  // A name means what the configuration says; a full resource id works with a wrong one too.
  if (lifeboat.configurationProblem !== undefined && !isId) throw lifeboat.configurationProblem;
  const before = timeOf(input, lifeboat.ports.clock.now());
  const byId = isId ? resolveService(lifeboat.configuration, name, { exact: true }) : null;
  door.say({ kind: 'sentence', tone: 'quiet', text: `Looking at ${byId?.label ?? name} …` });
  const read = await readGiven(context, input, byId);
  const service = byId ?? (await byName(context, name, input.has('from-storage')));
  const way = {
    access: input.text('access') as StorageAccess | null,
    clientId: input.text('client-id'),
  };
  const recovery = await recover(lifeboat, service, { before, way, read }, signal);
  return recoveryReport(service, recovery, lifeboat.configuration.path !== null);
}

function timeOf(input: Input, now: Instant): Instant | null {
  const text = input.text('before');
  return text === null ? null : typedTime(text, now);
}

/** Reads the container that --from-storage names into the catalogue. */
async function readGiven(
  { lifeboat, signal }: CommandContext,
  input: Input,
  service: Service | null,
): Promise<{ problem: string | null } | null> {
  const url = input.text('from-storage');
  if (url === null) return null;
  const { configuration } = lifeboat;
  const storage = readStorageUrl(input, configuration.cloud, url);
  const reader = {
    signIn: service?.signIn ?? 'default',
    subscription: service?.subscription ?? '',
  };
  const place: StoragePlace = {
    account: storage.account,
    container: storage.container,
    readers: [{ ...reader, storage }],
    services: service === null ? [] : [{ ...service, storage }],
  };
  // Blobs without a companion are told by their names, which must then mean this service.
  const known: Configuration =
    service === null || service.configured
      ? configuration
      : { ...configuration, services: [...configuration.services, { ...service, storage }] };
  return { problem: await readPlace({ ...lifeboat, configuration: known }, place, signal) };
}

/** The service of a name, also one that only a backup's companion told of. */
async function byName(
  { lifeboat }: CommandContext,
  name: string,
  isStorageGiven: boolean,
): Promise<Service> {
  const { configuration, ports } = lifeboat;
  try {
    return resolveKnown(configuration, await ports.store.read(), name);
  } catch (error) {
    if (!(error instanceof LifeboatError) || error.code !== 'config-missing') throw error;
    throw new LifeboatError(error.code, error.message, {
      hint: isStorageGiven
        ? 'The container names no such service. Name it by its full ARM resource id.'
        : 'From nothing: `apim init --from-storage CONTAINER-URL` rebuilds the configuration from the backups. Or look at once with a full ARM resource id: `apim recover RESOURCE-ID --from-storage CONTAINER-URL`.',
    });
  }
}
