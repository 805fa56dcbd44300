import type { Service } from '../../domain/configuration.ts';
import { LifeboatError } from '../../domain/error.ts';
import { isoTime } from '../../domain/instant.ts';
import { nameToType } from '../../domain/name-to-type.ts';
import { resolveService } from '../../workflows/resolve-service.ts';
import { type Undeleted, undelete } from '../../workflows/undelete.ts';
import type { CommandContext, Input } from '../definition.ts';
import type { Report } from '../report.ts';
import { requestBlocks } from './approvals.ts';
import { refuseWithoutReason } from './reason-wanted.ts';
import { requestsOf } from './requests-of.ts';

/** What `apim undelete` does. */
export async function runUndelete(context: CommandContext, input: Input): Promise<Report> {
  refuseWithoutReason(input);
  const { lifeboat, door } = context;
  const service = resolveService(lifeboat.configuration, input.one('service') ?? '', {
    exact: true,
  });
  const { clock } = lifeboat.ports;
  const timedOut = new AbortController();
  const done = new AbortController();
  const ms = input.durationMs('timeout');
  if (ms !== null) {
    clock.sleep(ms, done.signal).then(
      () => timedOut.abort(),
      () => undefined,
    );
  }
  try {
    const undeleted = await undelete(lifeboat, service, {
      signal: AbortSignal.any([context.signal, timedOut.signal]),
      reason: input.text('reason'),
      breakGlass: input.has('break-glass') ? input.text('reason') : null,
      wait: !input.has('no-wait'),
      say: (text) => door.say({ kind: 'sentence', tone: 'busy', text }),
    });
    return reportOf(context, service, undeleted, input.has('no-wait'));
  } catch (error) {
    const waiting = await requestsOf(context, error);
    if (waiting !== null) {
      const [approval = null] = waiting.documents;
      const blocks = waiting.approvals.flatMap((one) => requestBlocks(one));
      return { data: { approval }, blocks, error: waiting.error };
    }
    throw timedOut.signal.aborted && !context.signal.aborted ? asTimeout(error, service) : error;
  } finally {
    done.abort();
  }
}

function reportOf(
  context: CommandContext,
  service: Service,
  { end, sent, state, purgeAt }: Undeleted,
  noWait: boolean,
): Report {
  const data = {
    service: service.label,
    azureName: service.azureName,
    resourceId: service.resourceId,
    state,
    sent,
    done: end === 'done',
    purgeAt: isoTime(purgeAt),
  };
  const name = nameToType(service);
  if (end === 'done') {
    const text = `${service.label} is back with all it held, and Azure says ${state}.`;
    const look = `Look at its gateways: \`apim recover ${name}\`. A backup now is a good idea: \`apim backup ${name}\`.`;
    return {
      data,
      blocks: [
        { kind: 'sentence', tone: 'good', text },
        { kind: 'sentence', tone: 'quiet', text: look },
      ],
      error: null,
    };
  }
  const going = sent
    ? `Azure was asked to bring ${service.label} back, and works on it.`
    : `Azure works on ${service.label}.`;
  if (noWait) {
    const text = `${going} Watch it with \`apim undelete ${name}\`.`;
    return { data, blocks: [{ kind: 'sentence', tone: 'busy', text }], error: null };
  }
  const code = context.signal.aborted ? 'interrupted' : 'still-running';
  const error = new LifeboatError(code, `Stopped watching. ${going}`, {
    hint: `\`apim undelete ${name}\` watches on; it sends nothing again while Azure works on it.`,
  });
  return { data, blocks: [], error };
}

/** What was stopped by the time-out and not by ctrl-c. */
function asTimeout(error: unknown, service: Service): unknown {
  if (error instanceof LifeboatError && error.code !== 'interrupted') return error;
  const message =
    error instanceof LifeboatError ? error.message : 'Stopped before anything was sent.';
  return new LifeboatError('still-running', message, {
    hint: `Go on with \`apim undelete ${nameToType(service)}\`.`,
  });
}
