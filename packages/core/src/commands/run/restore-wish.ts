import type { Service } from '../../domain/configuration.ts';
import { LifeboatError } from '../../domain/error.ts';
import type { FreshWish } from '../../workflows/plan-fresh.ts';
import type { RestoreWish } from '../../workflows/plan-restore.ts';
import { type NamedBackup, resolveBackup } from '../../workflows/resolve-backup.ts';
import { resolveService } from '../../workflows/resolve-service.ts';
import { resolveStorage, storageAt } from '../../workflows/resolve-storage.ts';
import type { CommandContext, Input } from '../definition.ts';
import { accessWish } from './backup.ts';
import { refuseWithoutReason } from './reason-wanted.ts';

/** What a line wishes a restore to be. Errors: `usage`, those of naming a service or a backup. */
export async function restoreWish(
  { lifeboat }: CommandContext,
  input: Input,
  target: Service,
): Promise<RestoreWish> {
  refuseWithoutReason(input);
  const { configuration, ports } = lifeboat;
  const fresh = input.has('fresh') ? freshWish(lifeboat, input, target) : null;
  const snapshot = await ports.store.read();
  const naming = {
    configuration,
    snapshot,
    target,
    targetTier: snapshot.get('service', target.id)?.tier ?? null,
    now: ports.clock.now(),
  };
  const from = fresh === null ? resolveBackup(naming, fromOf(input)) : notYetMade(fresh);
  return {
    target,
    from,
    storage: storageAt(configuration, target, from, accessWish(input)),
    noSafetyBackup: input.has('no-safety-backup') ? input.text('reason') : null,
    force: input.texts('force'),
    reason: input.text('reason'),
    fresh,
    crossEnvironment: input.has('cross-environment'),
    breakGlass: input.has('break-glass') ? input.text('reason') : null,
  };
}

function fromOf(input: Input): string {
  const from = input.text('from');
  if (from !== null) return from;
  throw new LifeboatError('usage', 'From which backup?', {
    hint: `For example --from latest:SERVICE, --from SERVICE@TIME, or an id of \`apim backups\`.`,
  });
}

/** The source of `--fresh`: the service that is named, else the one the target stands by for. */
function freshWish(
  { configuration }: CommandContext['lifeboat'],
  input: Input,
  target: Service,
): FreshWish {
  const named = input.text('from');
  const service = named === null ? stoodByFor(configuration.services, target) : freshService(named);
  if (service.id === target.id) {
    throw new LifeboatError(
      'usage',
      `--fresh of ${target.label} into itself would change nothing.`,
      {
        hint: 'Name the service to take from: --fresh --from SERVICE.',
      },
    );
  }
  // Its own way in, whatever the target's is.
  const storage = resolveStorage(configuration, service, null, { access: null, clientId: null });
  return { service, storage };

  function freshService(text: string): Service {
    const name = text.startsWith('latest:') ? text.slice('latest:'.length) : text;
    try {
      return resolveService(configuration, name, { exact: false });
    } catch (error) {
      if (!(error instanceof LifeboatError)) throw error;
      throw new LifeboatError(
        error.code,
        `--fresh makes a new backup, so --from names a service: ${error.message}`,
        error.hint === null ? {} : { hint: error.hint },
      );
    }
  }
}

function stoodByFor(services: readonly Service[], target: Service): Service {
  const [first, second] = services.filter(({ standby }) => standby === target.label);
  if (first !== undefined && second === undefined) return first;
  const why =
    first === undefined
      ? `${target.label} is nobody's standby`
      : `${target.label} is the standby of several`;
  throw new LifeboatError('usage', `--fresh of which service? ${why}.`, {
    hint: 'Name it: --fresh --from SERVICE.',
  });
}

/** The place is known, the name comes with the plan. */
function notYetMade({ storage }: FreshWish): NamedBackup {
  return { backup: null, account: storage.account, container: storage.container, name: '' };
}
