import type { Plan } from '@lifeboat/core';
import { isPlanOnly, restoreTarget } from '../../app/jobs/restore-of-job.ts';
import type { Model } from '../../app/live/model.ts';
import { ownOperations } from '../../app/live/own-operations.ts';
import { useNow, useSession, useTheme } from '../../app/session-context.ts';
import { useObservable } from '../../app/use-observable.ts';
import { JobQuestion } from '../../components/question/JobQuestion.tsx';
import { questionRows } from '../../components/question/question-rows.ts';
import { Rows } from '../../components/Rows.tsx';
import { ruleSpans } from '../../components/rule.ts';
import { bodyRows, ScreenFrame } from '../../components/ScreenFrame.tsx';
import { useScroll } from '../../components/use-scroll.ts';
import { fit, paintSpans, type Spans, span } from '../../format/spans.ts';
import { listKeys } from '../../keys/list-keys.ts';
import { useBindings } from '../../keys/use-bindings.ts';
import type { ScreenProps } from '../screen.ts';
import { checkCounts } from './check-counts.ts';
import { formRows, type Place } from './form-rows.ts';
import { framedLine, markedRow, sideCells } from './marked-frame.ts';
import { pageRows, stepsOfJob } from './page-rows.ts';
import { restoreActions, restoreNow } from './restore-actions.ts';
import { confirmKeys, keysNow, restoreKeys } from './restore-keys.ts';
import { stageOf } from './stage.ts';
import { stageMessage } from './stage-message.ts';
import { currentStep } from './step-rows.ts';
import { useConfirmForm } from './use-confirm-form.ts';

/** A body lower than this shows the form with less around it. Rows. */
const roomyRows = 18;

/** A restore: planned, confirmed by the target's typed name, followed, and what is to be done after it. */
export function RestoreScreen({ size, about, isActive }: ScreenProps) {
  const session = useSession();
  const { navigation, jobs } = session;
  const theme = useTheme();
  const now = useNow();
  const all = useObservable(jobs);
  const loading = useObservable(session.live);
  const model = loading.kind === 'ready' ? loading.model : null;
  const job = all.find(({ id }) => id === about) ?? null;
  const stage = stageOf(job);
  const steps =
    job === null ? [] : stepsOfJob(job, ownOperations(loading, session.lifeboat), model);

  const question = stage.kind === 'confirm' ? stage.question : null;
  const asks = stage.kind === 'ask' ? stage.question : null;
  const plan = question?.plan ?? job?.confirmed ?? null;
  const production = isProduction(plan, job === null ? null : restoreTarget(job), model);
  const form = useConfirmForm({
    question,
    isActive,
    cancel: () => question?.answer(null),
    movePlan: (move) => scroll.handlers[move]?.(),
  });

  const columns = question === null ? size.columns - 2 : size.columns - 2 * sideCells;
  const at = { now, columns, theme };
  const rows = pageRows({ job, stage, steps, model }, at);
  const body = bodyRows(size);
  const below: Spans[] =
    question === null || form === null
      ? []
      : formRows(
          {
            plan: question.plan,
            expected: question.expected,
            form,
            place: placeOf(question.plan, model),
            isTight: body < roomyRows,
          },
          at,
        );
  const dividers = question === null ? 0 : 1;
  const height = Math.max(
    1,
    body - below.length - dividers - (asks === null ? 0 : questionRows(asks, size)),
  );
  const scroll = useScroll(rows.length, height);
  const isTyping = form?.focus === 'name';
  const isFree = isActive && asks === null && !isTyping;
  useBindings(listKeys, scroll.handlers, isFree);
  useBindings(
    restoreKeys,
    restoreActions(session, { job, stage, steps }),
    isFree && question === null,
  );

  const line = job?.line ?? 'apim restore';
  const shown = rows.slice(scroll.first, scroll.first + height);
  const frame = { columns: size.columns, production, theme };
  const drawn: (Spans | string)[] =
    question === null
      ? shown.map((row) =>
          typeof row === 'string' ? ` ${row}` : fit([span(' '), ...row], size.columns, theme),
        )
      : [
          ...filled(shown, height).map((row) =>
            typeof row === 'string'
              ? framedLine(row, frame)
              : paintSpans(markedRow(row, frame), theme),
          ),
          markedRow(
            ruleSpans(dividerTitle(question.plan, scroll.words, job?.said.length ?? 0), {
              columns,
              production,
              theme,
            }),
            frame,
          ),
          ...below.map((row) => markedRow(row, frame)),
        ];
  return (
    <ScreenFrame
      size={size}
      title={`${line}${question === null ? scroll.words : ''}`}
      production={production}
      subject={{ id: currentStep(steps)?.operation?.id ?? null, line }}
      message={stageMessage(stage, { steps, planOnly: job !== null && isPlanOnly(job) })}
      keys={question === null ? keysNow(restoreNow({ job, stage, steps })) : confirmKeys}
      isActive={isFree}
      onBack={() => {
        navigation.back();
        // What nobody sees must not wait for an answer.
        question?.answer(null);
        return true;
      }}
    >
      <Rows rows={drawn} height={asks === null ? body : height} theme={theme} />
      {job !== null && asks !== null && (
        <JobQuestion question={asks} job={job} size={size} isActive={isActive} />
      )}
    </ScreenFrame>
  );
}

function filled(rows: readonly (Spans | string)[], height: number): (Spans | string)[] {
  return [...rows, ...Array.from({ length: Math.max(0, height - rows.length) }, () => '')];
}

function dividerTitle(plan: Plan, words: string, said: number): string {
  const where = words === '' ? '' : `  plan ${words.trim()}`;
  const again = said > 0 ? 'Read what is said above' : 'Confirm';
  return `${again}  checks: ${checkCounts(plan)}${where}`;
}

function isProduction(plan: Plan | null, target: string | null, model: Model | null): boolean {
  const row = model?.rows.find(({ service }) => service.label === target);
  const environment = plan?.environments.to ?? row?.service.environment ?? null;
  return environment?.toLowerCase() === 'production';
}

/** Where the target is, as Azure last said. */
function placeOf({ resourceId }: Plan, model: Model | null): Place {
  const wanted = resourceId.toLowerCase();
  const row = model?.rows.find(({ service }) => service.resourceId.toLowerCase() === wanted);
  return {
    subscription: row?.service.subscription ?? resourceId.split('/')[2] ?? '',
    gateway: row?.seen?.gatewayUrl ?? null,
  };
}
