import { type Approval, approvalState } from '@lifeboat/core/live';
import { useMemo } from 'react';
import { useNow, useSession, useTheme } from '../../app/session-context.ts';
import { useObservable } from '../../app/use-observable.ts';
import { blockLines } from '../../components/blocks.ts';
import { filledRows } from '../../components/filled-rows.ts';
import { listAndRest } from '../../components/list-and-rest.ts';
import { leadWidth, markedRow } from '../../components/marked-row.ts';
import { Rows } from '../../components/Rows.tsx';
import { bodyRows, ScreenFrame } from '../../components/ScreenFrame.tsx';
import { useFilter } from '../../components/use-filter.ts';
import { useList } from '../../components/use-list.ts';
import { useWhole } from '../../components/use-whole.ts';
import { cellsRow, layColumns, titleRow } from '../../format/columns.ts';
import { type Span, safe, span } from '../../format/spans.ts';
import { listKeys } from '../../keys/list-keys.ts';
import { useBindings } from '../../keys/use-bindings.ts';
import type { ScreenProps } from '../screen.ts';
import { approvalsKeys } from './approvals-keys.ts';
import { askApprove, askReject, planNow } from './decide.ts';
import { myRefusal } from './my-refusal.ts';
import { requestBlocks } from './request-blocks.ts';
import { requestColumns } from './request-columns.ts';
import { filterRequests, requestsShown } from './requests-shown.ts';

const idOf = ({ id }: Approval): string => id;

/** Requests for a second person: what is to be done, for whom, until when, and who may decide. */
export function ApprovalsScreen({ size, isActive }: ScreenProps) {
  const session = useSession();
  const theme = useTheme();
  const now = useNow();
  const loading = useObservable(session.live);
  const { who } = useObservable(session.reader);
  const model = loading.kind === 'ready' ? loading.model : null;
  const { configuration } = session.lifeboat;
  const filter = useFilter(isActive);
  const all = useMemo(
    () => (model === null ? [] : requestsShown(model.requests, model.snapshot, model.now)),
    [model],
  );
  const items = filterRequests(all, filter.text, now);
  const body = bodyRows(size);
  const split = listAndRest(body, items.length);
  const list = useList({ items, idOf, height: split.list - 1 });
  const { selected } = list;
  const refusal = selected === null ? null : myRefusal(session.lifeboat, selected, who);
  const lines =
    selected === null
      ? null
      : blockLines(requestBlocks(selected, configuration, now), {
          now,
          columns: size.columns - 2,
          theme,
        });
  const whole = useWhole(lines, body);

  const isFree = isActive && !filter.isTyped;
  useBindings(
    approvalsKeys,
    {
      open: whole.toggle,
      approve: () => selected && askApprove(session, selected, refusal),
      reject: () => selected && askReject(session, selected),
      plan: () => selected && planNow(session, selected),
    },
    isFree,
  );
  useBindings(
    listKeys,
    whole.isOpen ? whole.handlers : { ...list.handlers, filter: filter.open },
    isFree,
  );

  const { columns } = size;
  const laid = layColumns(requestColumns(all, now, theme), columns - leadWidth);
  const rows = list.visible.map((request) =>
    markedRow(cellsRow(request, laid, theme), request === selected, { columns, theme }),
  );
  const open = model?.requests.length ?? 0;
  const isOpen = selected !== null && approvalState(selected, now) === 'open';
  return (
    <ScreenFrame
      size={size}
      title={`Second persons  ${open === 0 ? 'nothing waits' : `${open} waiting`}${whole.words}`}
      subject={{
        id: selected?.id ?? null,
        line: isOpen ? `apim approve ${selected.id}` : 'apim approvals --all',
        ...(selected === null ? {} : { service: selected.label }),
      }}
      message={filter.spans(items.length, all.length, theme) ?? (isOpen ? refusalSpans() : [])}
      keys={[...approvalsKeys, ...listKeys]}
      isActive={isFree}
      onBack={() => whole.back() || filter.back()}
    >
      {whole.isOpen ? (
        <Rows rows={whole.lines} height={body} theme={theme} />
      ) : (
        <Rows
          rows={
            items.length === 0
              ? [[span(`   ${emptyWords()}`, 'quiet')]]
              : [
                  [span('   '), ...titleRow(laid, theme)],
                  ...filledRows(rows, split.list - 1),
                  [span(theme.glyphs.rule.repeat(columns), 'rule')],
                  ...(lines ?? []).slice(0, split.rest).map((line) => ` ${line}`),
                ]
          }
          height={body}
          theme={theme}
        />
      )}
    </ScreenFrame>
  );

  function refusalSpans(): Span[] {
    if (refusal === null) return [span('A approves, X rejects; both ask first.', 'quiet')];
    return [span(`Not for you to decide: ${safe(refusal.message, theme)}`, 'warn')];
  }

  function emptyWords(): string {
    if (model === null) return `reading the store ${theme.glyphs.more}`;
    return all.length > 0 ? 'Nothing here contains that.' : 'Nobody asked for a second person yet.';
  }
}
