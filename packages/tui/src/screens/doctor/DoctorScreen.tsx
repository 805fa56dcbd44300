import type { Check } from '@lifeboat/core';
import { useMemo } from 'react';
import { isRunning } from '../../app/jobs/job.ts';
import { useSession, useTheme } from '../../app/session-context.ts';
import { useObservable } from '../../app/use-observable.ts';
import { blockLines, reportLines } from '../../components/blocks.ts';
import { filledRows } from '../../components/filled-rows.ts';
import { listAndRest } from '../../components/list-and-rest.ts';
import { leadWidth, markedRow } from '../../components/marked-row.ts';
import { Rows } from '../../components/Rows.tsx';
import { bodyRows, ScreenFrame } from '../../components/ScreenFrame.tsx';
import { useFilter } from '../../components/use-filter.ts';
import { useList } from '../../components/use-list.ts';
import { useWhole } from '../../components/use-whole.ts';
import { cellsRow, layColumns, titleRow } from '../../format/columns.ts';
import { span } from '../../format/spans.ts';
import { listKeys } from '../../keys/list-keys.ts';
import { useBindings } from '../../keys/use-bindings.ts';
import type { ScreenProps } from '../screen.ts';
import { checkBlocks } from './check-blocks.ts';
import { checkColumns } from './check-columns.ts';
import { checksOf, filterChecks } from './checks-shown.ts';
import { doctorKeys } from './doctor-keys.ts';
import { countSpans, doctorMessage } from './doctor-words.ts';

/** A check is told in a few lines, and there are many. */
const listShare = 0.66;

const idOf = ({ name, measured }: Check): string => `${name}|${measured}`;

/** What `doctor` finds, worst first, as it finds it; the marked check whole below. */
export function DoctorScreen({ size, about, isActive }: ScreenProps) {
  const session = useSession();
  const theme = useTheme();
  const jobs = useObservable(session.jobs);
  const job = jobs.find(({ id }) => id === about) ?? null;
  const all = useMemo(() => (job === null ? [] : checksOf(job)), [job]);
  const filter = useFilter(isActive);
  const items = useMemo(() => filterChecks(all, filter.text), [all, filter.text]);
  const body = bodyRows(size);
  const { columns } = size;
  const split = listAndRest(body, items.length, listShare);
  const list = useList({ items, idOf, height: split.list - 1 });
  const { selected } = list;
  const at = { now: job?.startedAt ?? 0, columns: columns - 2, theme };
  const lines = selected === null ? null : blockLines(checkBlocks(selected), at);
  const whole = useWhole(lines, body);

  const isFree = isActive && !filter.isTyped;
  useBindings(doctorKeys, { open: whole.toggle }, isFree);
  useBindings(
    listKeys,
    whole.isOpen ? whole.handlers : { ...list.handlers, filter: filter.open },
    isFree,
  );

  const laid = useMemo(
    () => layColumns(checkColumns(all, theme), columns - leadWidth),
    [all, theme, columns],
  );
  const rows = list.visible.map((check) =>
    markedRow(cellsRow(check, laid, theme), check === selected, { columns, theme }),
  );
  const line = job?.line ?? 'apim doctor';
  // Without a single check, what it answered is why.
  const answer = job?.report != null && all.length === 0 ? reportLines(job.report, at) : [];
  return (
    <ScreenFrame
      size={size}
      title={`${line}${whole.words}`}
      subject={{ id: selected === null ? null : copied(selected), idIs: 'the check', line }}
      message={
        filter.spans(items.length, all.length, theme) ??
        (job === null ? [] : [...countSpans(all, theme), ...doctorMessage(job, theme)])
      }
      keys={[...doctorKeys, ...listKeys]}
      isActive={isFree}
      onRefresh={() => {
        if (job !== null && isRunning(job)) session.toasts.say('plain', 'It still looks.');
        else if (job === null) session.act('doctor');
        else session.runAgain(job);
      }}
      onBack={() => whole.back() || filter.back()}
    >
      {whole.isOpen ? (
        <Rows rows={whole.lines} height={body} theme={theme} />
      ) : (
        <Rows
          rows={
            items.length === 0
              ? answer.length > 0
                ? answer.map((text) => ` ${text}`)
                : [[span(all.length > 0 ? '   Nothing here contains that.' : '', 'quiet')]]
              : [
                  [span('   '), ...titleRow(laid, theme)],
                  ...filledRows(rows, split.list - 1),
                  [span(theme.glyphs.rule.repeat(columns), 'rule')],
                  ...(lines ?? []).slice(0, split.rest).map((text) => ` ${text}`),
                ]
          }
          height={body}
          theme={theme}
        />
      )}
    </ScreenFrame>
  );
}

/** A check as one line, for a ticket. */
function copied({ name, verdict, measured, remedy }: Check): string {
  return `${name}: ${verdict}: ${measured}${remedy === null ? '' : ` (${remedy})`}`;
}
