import type { Asker } from '../../domain/approval.ts';
import { asLifeboatError, LifeboatError } from '../../domain/error.ts';
import { notRestored } from '../../domain/not-restored.ts';
import { isEnded, type Operation } from '../../domain/operation.ts';
import { letGo } from '../../workflows/back-up.ts';
import type { ConfirmAgain } from '../../workflows/check-again.ts';
import { type PlannedRestore, planRestore } from '../../workflows/plan-restore.ts';
import { noteRefusal, refuseBlocked } from '../../workflows/refuse-blocked.ts';
import { resolveService } from '../../workflows/resolve-service.ts';
import { type RestoreResult, startRestore } from '../../workflows/restore.ts';
import { restoreLine } from '../../workflows/restore-line.ts';
import type { CommandContext, Input } from '../definition.ts';
import { operationDocument } from '../json.ts';
import type { Report } from '../report.ts';
import { afterwards, wayBack } from './after-restore.ts';
import { operationsReport, type Result } from './operation-report.ts';
import { plansReport } from './plan-report.ts';
import { sayWarnings } from './plan-warnings.ts';
import { restoreWish } from './restore-wish.ts';
import { waitForSecondPerson } from './second-person.ts';
import { progressOf, watchWithProgress } from './watch.ts';

/** What `apim restore` does. */
export async function runRestore(context: CommandContext, input: Input): Promise<Report> {
  const { lifeboat, signal } = context;
  const target = resolveService(lifeboat.configuration, input.one('target') ?? '', { exact: true });
  const wish = await restoreWish(context, input, target);
  const planned = await planRestore(lifeboat, wish, signal);
  if (input.has('plan')) return plansReport([{ service: target, ok: true, planned }]);
  await refuseBlocked(lifeboat, planned);
  const waiting = await waitForSecondPerson(context, planned);
  if (waiting !== null) return waiting;
  // Whoever is asked sees the plan; whoever passed the name does not.
  if (input.has('confirm')) sayWarnings(context.door, [planned.plan]);
  const unconfirmed = await confirm(context, input, planned);
  if (unconfirmed !== null) return unconfirmed;
  const deadline = timeoutSignal(context, input);
  try {
    return await carryOut(context, input, planned, deadline.signal);
  } finally {
    deadline.stop();
  }
}

/** The plan of a line, in the name of somebody else who asked for it. */
export async function planRestoreOf(
  context: CommandContext,
  input: Input,
  { asker }: { asker: Asker },
): Promise<PlannedRestore> {
  const { lifeboat, signal } = context;
  const target = resolveService(lifeboat.configuration, input.one('target') ?? '', { exact: true });
  const wish = await restoreWish(context, input, target);
  return planRestore(lifeboat, { ...wish, asker }, signal);
}

/** Asks for the name again, where it was typed: who passed it as a flag is not there to be asked. */
function askAgain({ door }: CommandContext, input: Input): ConfirmAgain | null {
  const { confirm: asked } = door;
  if (asked === null || input.has('confirm')) return null;
  return async (plan, worse) => {
    const text = 'Things are worse than the plan showed:';
    door.say({ kind: 'sentence', tone: 'warn', text });
    door.say({ kind: 'checks', checks: [...worse] });
    return (await asked({ plan, expected: plan.azureName })) === plan.azureName;
  };
}

/** Null when the target's Azure name was given or typed; else the plan, and what to pass. */
async function confirm(
  context: CommandContext,
  input: Input,
  planned: PlannedRestore,
): Promise<Report | null> {
  const { plan } = planned;
  const given = input.text('confirm');
  const asked = context.door.confirm;
  const typed = given ?? (asked === null ? null : await asked({ plan, expected: plan.azureName }));
  if (typed === plan.azureName) return null;
  const why =
    typed === null || typed === ''
      ? `A restore overwrites ${plan.azureName} and was not confirmed.`
      : `The name given is not ${plan.azureName}, which would be overwritten.`;
  const error = new LifeboatError('not-confirmed', `${why} Nothing changed in Azure.`, {
    hint: `Type the target's Azure name when asked, or pass --confirm ${plan.azureName}.`,
  });
  await noteRefusal(context.lifeboat, plan, error);
  const shown = plansReport([{ service: { label: plan.service }, ok: true, planned }]);
  // Whoever typed has the plan on the screen already.
  const blocks = asked === null || given !== null ? shown.blocks : [];
  return { data: shown.data, blocks, error };
}

async function carryOut(
  context: CommandContext,
  input: Input,
  planned: PlannedRestore,
  signal: AbortSignal,
): Promise<Report> {
  const { lifeboat } = context;
  const show = await progressOf(context);
  const known = new Map<string, Operation>();
  const onChange = (operation: Operation): void => {
    known.set(operation.id, operation);
    show([operation]);
  };
  let started: RestoreResult;
  try {
    const confirmAgain = askAgain(context, input);
    started = await startRestore(lifeboat, planned, { signal, onChange, confirmAgain });
  } catch (error) {
    return stoppedBefore(context, planned, [...known.keys()], signal, error);
  }
  const { restore } = started;
  if (input.has('no-wait') || isEnded(restore.status)) {
    await letGo(lifeboat, restore);
    return restoreReport(context, planned, started, {
      kind: 'watched',
      operation: restore,
      end: 'ended',
    });
  }
  const [watched] = await watchWithProgress({ ...context, signal }, [restore], null);
  const end =
    watched?.end === 'interrupted' && !context.signal.aborted
      ? 'timeout'
      : (watched?.end ?? 'ended');
  return restoreReport(context, planned, started, {
    kind: 'watched',
    operation: watched?.operation ?? restore,
    end,
  });
}

/** Stopped while a backup before it was made: the restore was never sent, the backup goes on. */
async function stoppedBefore(
  context: CommandContext,
  planned: PlannedRestore,
  ids: readonly string[],
  signal: AbortSignal,
  error: unknown,
): Promise<Report> {
  const snapshot = await context.lifeboat.ports.store.read();
  const operations = [...ids, planned.operation.id].flatMap(
    (id) => snapshot.get('operation', id) ?? [],
  );
  const data = { operations: operations.map(operationDocument) };
  if (!signal.aborted) return { data, blocks: [], error: asLifeboatError(error) };
  const code = context.signal.aborted ? 'interrupted' : 'still-running';
  const running = operations.find((operation) => !isEnded(operation.status));
  const tail =
    running === undefined
      ? ''
      : ` The ${running.purpose ?? ''} backup ${running.id} goes on in Azure.`;
  return {
    data,
    blocks: [],
    error: new LifeboatError(
      code,
      `Stopped before the restore was sent, so ${planned.target.label} is as it was.${tail}`,
      {
        hint:
          running === undefined
            ? 'Start the restore again when you are ready.'
            : `Watch it with \`apim follow ${running.id}\`, then start the restore again.`,
      },
    ),
  };
}

async function restoreReport(
  context: CommandContext,
  planned: PlannedRestore,
  { safetyBackup, freshBackup }: RestoreResult,
  result: Result & { kind: 'watched' },
): Promise<Report> {
  const { clock, store } = context.lifeboat.ports;
  const report = operationsReport([result], { snapshot: await store.read(), now: clock.now() });
  const made = [safetyBackup, freshBackup].filter((backup) => backup !== null);
  const { operation } = result;
  const done = operation.status === 'succeeded';
  const gaps = notRestored(planned.operation.settings);
  const putBack =
    safetyBackup === null
      ? null
      : restoreLine(
          context.lifeboat.configuration,
          planned.target,
          planned.target.storage ?? planned.storage,
          safetyBackup.backup ?? safetyBackup.blobUrl,
        );
  return {
    data: {
      ...report.data,
      operations: [operation, ...made].map(operationDocument),
      ...(done
        ? { notRestored: gaps.map(({ name, effect, sentence }) => ({ name, effect, sentence })) }
        : {}),
      ...(putBack === null ? {} : { putBack }),
    },
    blocks: [
      ...report.blocks,
      ...(done ? afterwards(gaps) : []),
      ...(putBack === null ? [] : wayBack(putBack)),
    ],
    error: report.error,
  };
}

/** Aborts with the person's signal, or after `--timeout`. */
function timeoutSignal(
  context: CommandContext,
  input: Input,
): { signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const done = new AbortController();
  const ms = input.durationMs('timeout');
  if (ms !== null) {
    context.lifeboat.ports.clock.sleep(ms, done.signal).then(
      () => controller.abort(),
      () => undefined,
    );
  }
  return { signal: AbortSignal.any([context.signal, controller.signal]), stop: () => done.abort() };
}
