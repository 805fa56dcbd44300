import type { Service } from '../../domain/configuration.ts';
import { asLifeboatError } from '../../domain/error.ts';
import { nameToType } from '../../domain/name-to-type.ts';
import { utcTimeAndRelative } from '../../domain/relative-time.ts';
import { shellWord } from '../../domain/shell-word.ts';
import type { DeletedService } from '../../ports/azure.ts';
import type { UndeleteWatch } from '../undelete.ts';
import { noteUndelete } from '../undelete-trail.ts';
import type { Work } from '../work.ts';
import { allowElsewhere } from './ask-elsewhere.ts';

/**
 * Whether a soft-deleted service may be brought back, just before it is asked for.
 * Effects: spends the approval; a refusal is in the audit trail.
 * Errors: as `allowElsewhere`.
 */
export async function allowUndelete(
  work: Work,
  service: Service,
  deleted: DeletedService,
  { reason, breakGlass, signal, say }: UndeleteWatch,
): Promise<void> {
  const why = reason === null ? '' : ` --reason ${shellWord(reason)}`;
  const line = `apim undelete ${nameToType(service)}${why}`;
  const summary = whatIsBroughtBack(deleted, work.ports.clock.now());
  const wish = { kind: 'undelete' as const, service, blobs: [], summary, line, reason, breakGlass };
  try {
    const [grant] = await allowElsewhere(work, [wish], work.ports.ids.next(), signal);
    if (breakGlass === null) return;
    say(
      grant?.kind === 'broken-glass'
        ? `You break the glass: ${service.label} is brought back without a second person, and everybody hears of it.`
        : 'No glass is broken: the rules let this be carried out.',
    );
  } catch (thrown) {
    const error = asLifeboatError(thrown);
    if (error.code === 'approval-required') {
      await noteUndelete(work, service, error.message, 'refusal');
    }
    throw error;
  }
}

function whatIsBroughtBack({ name, deletedAt, purgeAt }: DeletedService, now: number): string[] {
  const when = deletedAt === null ? '' : `, deleted ${utcTimeAndRelative(deletedAt, now)},`;
  const until =
    purgeAt === null ? [] : [`Azure keeps it until ${utcTimeAndRelative(purgeAt, now)}.`];
  return [`This brings ${name}${when} back with all it held.`, ...until];
}
