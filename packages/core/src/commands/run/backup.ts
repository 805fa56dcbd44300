import type { Asker } from '../../domain/approval.ts';
import type { Configuration, Service, StorageAccess } from '../../domain/configuration.ts';
import { asLifeboatError, LifeboatError } from '../../domain/error.ts';
import { isEnded } from '../../domain/operation.ts';
import { blockingCheck } from '../../domain/plan.ts';
import { tierHasBackup } from '../../domain/tier.ts';
import { letGo, startBackup } from '../../workflows/back-up.ts';
import { type AccountBook, accountBook } from '../../workflows/gather-checks/account-looks.ts';
import { type BackupWish, type PlannedBackup, planBackup } from '../../workflows/plan-backup.ts';
import { resolveService } from '../../workflows/resolve-service.ts';
import { type AccessWish, resolveStorage } from '../../workflows/resolve-storage.ts';
import { sideBySide } from '../../workflows/side-by-side.ts';
import type { CommandContext, Input } from '../definition.ts';
import type { Report } from '../report.ts';
import { offerContainers } from './offer-container.ts';
import { operationsReport, type Result } from './operation-report.ts';
import { plansReport } from './plan-report.ts';
import { sayWarnings } from './plan-warnings.ts';
import { refuseWithoutReason } from './reason-wanted.ts';
import { watchWithProgress } from './watch.ts';

/** Plans made at a time: each asks Azure about ten things at once. */
const plansAtOnce = 8;

/** What `apim backup` does. */
export async function runBackup(context: CommandContext, input: Input): Promise<Report> {
  refuseWithoutReason(input);
  const services = await chosenServices(context, input);
  const accounts = accountBook(context.lifeboat, context.signal);
  const all = await sideBySide(services, plansAtOnce, undefined, (service) =>
    planOne(context, input, service, accounts),
  );
  const planned = input.has('all') ? leaveOutOthers(context, all) : all;
  if (input.has('plan')) return plansReport(planned);
  if (planned.some((one) => one.ok && blockingCheck(one.planned.plan) === null))
    sayWhatItDoes(context);
  sayWarnings(
    context.door,
    planned.flatMap((one) => (one.ok ? [one.planned.plan] : [])),
  );
  await offerContainers(
    context,
    planned.flatMap((one) => (one.ok ? [one.planned] : [])),
  );
  const started = await Promise.all(planned.map((one) => startOne(context, one)));
  const results = input.has('no-wait')
    ? await letAllGo(context, started)
    : await watchStarted(context, started, input.durationMs('timeout'));
  const { clock, store } = context.lifeboat.ports;
  return operationsReport(results, { snapshot: await store.read(), now: clock.now() });
}

function sayWhatItDoes(context: CommandContext): void {
  context.door.say({
    kind: 'sentence',
    tone: 'quiet',
    text: 'A backup locks the service against other management operations for minutes and cannot be cancelled. Its APIs keep answering.',
  });
}

type Planned = { service: Service } & (
  | { ok: true; planned: PlannedBackup }
  | { ok: false; error: LifeboatError }
);

async function chosenServices(context: CommandContext, input: Input): Promise<Service[]> {
  const { configuration } = context.lifeboat;
  const names = input.many('service');
  if (input.has('all') && names.length > 0)
    throw new LifeboatError('usage', 'Name services or say --all, not both.');
  if (input.has('all')) return backableServices(context);
  if (names.length === 0) {
    throw new LifeboatError('usage', 'Which service?', {
      hint: `Name one or more, or say --all. Known: ${configuration.services.map((one) => one.label).join(', ') || 'none'}.`,
    });
  }
  const services = [
    ...new Set(names.map((name) => resolveService(configuration, name, { exact: false }))),
  ];
  if (input.has('name') && services.length > 1) {
    throw new LifeboatError(
      'usage',
      '--name is for one service at a time: two backups cannot share a name.',
    );
  }
  return services;
}

/**
 * `--all` means all that can be backed up. What tier a service has may only be known now that it was
 * read: those without backup are left out with a word, and do not spoil the exit of a nightly script.
 */
function leaveOutOthers({ door }: CommandContext, all: readonly Planned[]): Planned[] {
  const has = (one: Planned): boolean =>
    !one.ok || blockingCheck(one.planned.plan)?.code !== 'tier-has-no-backup';
  const left = all.filter(has);
  const others = all.filter((one) => !has(one)).map((one) => one.service.label);
  if (left.length === 0) throw nothingToBackUp(true);
  if (others.length > 0) {
    const text = `Left out, since their tier has no backup: ${others.join(', ')}.`;
    door.say({ kind: 'sentence', tone: 'quiet', text });
  }
  return left;
}

/** Configured services, without those whose tier is known to have no backup. */
async function backableServices(context: CommandContext): Promise<Service[]> {
  const { configuration, ports } = context.lifeboat;
  const snapshot = await ports.store.read();
  const services = configuration.services.filter((service) => {
    const tier = snapshot.get('service', service.id)?.tier ?? null;
    return tier === null || tierHasBackup(tier);
  });
  if (services.length > 0) return services;
  throw nothingToBackUp(configuration.path !== null);
}

function nothingToBackUp(configured: boolean): LifeboatError {
  return new LifeboatError(
    configured ? 'service-not-found' : 'config-missing',
    'There is no configured service that can be backed up.',
    {
      hint: 'Run `apim init`, or name a service by its full ARM resource id.',
    },
  );
}

async function planOne(
  context: CommandContext,
  input: Input,
  service: Service,
  accounts: AccountBook,
): Promise<Planned> {
  const { lifeboat, signal } = context;
  try {
    const wish = { ...backupWish(lifeboat.configuration, input, service), accounts };
    return { service, ok: true, planned: await planBackup(lifeboat, wish, signal) };
  } catch (error) {
    return { service, ok: false, error: asLifeboatError(error) };
  }
}

/** The plan of a line for one service, in the name of somebody else who asked for it. */
export async function planBackupOf(
  { lifeboat, signal }: CommandContext,
  input: Input,
  { asker }: { asker: Asker },
): Promise<PlannedBackup> {
  const { configuration } = lifeboat;
  const service = resolveService(configuration, input.many('service')[0] ?? '', { exact: true });
  return planBackup(lifeboat, { ...backupWish(configuration, input, service), asker }, signal);
}

function backupWish(configuration: Configuration, input: Input, service: Service): BackupWish {
  return {
    service,
    storage: resolveStorage(configuration, service, input.text('storage'), accessWish(input)),
    purpose: 'manual',
    name: input.text('name'),
    parent: null,
    reason: input.text('reason'),
    force: input.texts('force'),
  };
}

async function startOne(context: CommandContext, one: Planned): Promise<Result> {
  if (!one.ok) return { kind: 'refused', service: one.service.label, error: one.error };
  try {
    const operation = await startBackup(context.lifeboat, one.planned, context.signal);
    return { kind: 'watched', operation, end: 'ended' };
  } catch (error) {
    return { kind: 'refused', service: one.service.label, error: asLifeboatError(error) };
  }
}

/** Follows all that were started side by side, on one picture. */
async function watchStarted(
  context: CommandContext,
  started: readonly Result[],
  timeoutMs: number | null,
): Promise<Result[]> {
  const open = started.flatMap((each) =>
    each.kind === 'watched' && !isEnded(each.operation.status) ? [each.operation] : [],
  );
  const watched = await watchWithProgress(context, open, timeoutMs);
  return started.map((each) => {
    if (each.kind === 'refused') return each;
    const end = watched.find((one) => one.operation.id === each.operation.id);
    return end === undefined ? each : { kind: 'watched', ...end };
  });
}

async function letAllGo(context: CommandContext, started: readonly Result[]): Promise<Result[]> {
  for (const each of started) {
    if (each.kind === 'watched') await letGo(context.lifeboat, each.operation);
  }
  return [...started];
}

/** `--access` and `--client-id`; the parser has held the choices. */
export function accessWish(input: Input): AccessWish {
  const accesses: readonly StorageAccess[] = ['system-identity', 'user-identity', 'access-key'];
  const access = accesses.find((one) => one === input.text('access')) ?? null;
  return { access, clientId: input.text('client-id') };
}
