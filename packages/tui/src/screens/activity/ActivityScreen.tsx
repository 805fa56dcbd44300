import { useMemo } from 'react';
import { useNow, useSession, useTheme } from '../../app/session-context.ts';
import { useObservable } from '../../app/use-observable.ts';
import { blockLines } from '../../components/blocks.ts';
import { Rows } from '../../components/Rows.tsx';
import { bodyRows, ScreenFrame } from '../../components/ScreenFrame.tsx';
import { useFilter } from '../../components/use-filter.ts';
import { useKept } from '../../components/use-kept.ts';
import { useList } from '../../components/use-list.ts';
import { useScroll } from '../../components/use-scroll.ts';
import { layColumns, titleRow } from '../../format/columns.ts';
import { safe, span } from '../../format/spans.ts';
import { listKeys } from '../../keys/list-keys.ts';
import { useBindings } from '../../keys/use-bindings.ts';
import type { ScreenProps } from '../screen.ts';
import { activityColumns } from './activity-columns.ts';
import { type ActivityItem, activityItems, filterActivity } from './activity-items.ts';
import { activityKeys } from './activity-keys.ts';
import { activityRow } from './activity-row.ts';
import { emptyWords, messageOf } from './activity-words.ts';
import { entryBlocks } from './entry-blocks.ts';
import { useTrail } from './use-trail.ts';

const keyOf = ({ key }: ActivityItem): string => key;

/** The audit trail, newest first, under what this session runs right now. */
export function ActivityScreen({ size, about, isActive }: ScreenProps) {
  const session = useSession();
  const theme = useTheme();
  const now = useNow();
  const jobs = useObservable(session.jobs);
  const read = useTrail(about);
  const trail = read.kind === 'ready' ? read.trail : null;
  const entries = trail?.entries ?? [];
  const filter = useFilter(isActive);
  const all = useMemo(() => activityItems(jobs, entries, about), [jobs, entries, about]);
  const items = useMemo(() => filterActivity(all, filter.text), [all, filter.text]);
  const rowsOfBody = bodyRows(size);
  const list = useList({ items, idOf: keyOf, height: Math.max(1, rowsOfBody - 1) });
  const { selected } = list;
  const entry = selected?.kind === 'entry' ? selected.entry : null;
  const [isWhole, setWhole] = useKept('whole', false);
  const whole = isWhole && entry !== null ? entry : null;
  const lines = useMemo(
    () =>
      whole === null
        ? []
        : blockLines(entryBlocks(whole, now), { now, columns: size.columns - 2, theme }),
    [whole, now, size.columns, theme],
  );
  const scroll = useScroll(lines.length, rowsOfBody);

  const isFree = isActive && !filter.isTyped;
  const say = (text: string): void => session.toasts.say('plain', text);
  useBindings(
    activityKeys,
    {
      open() {
        if (selected?.kind === 'job') session.openJob(selected.job);
        else if (entry !== null) setWhole(!isWhole);
      },
      operation() {
        const operation = entry?.operation ?? null;
        if (operation === null) say('It belongs to no operation.');
        else session.navigation.open({ screen: 'operation', about: operation });
      },
      subject() {
        if (entry?.subject == null) say('It is about nothing in particular.');
        else session.navigation.open({ screen: 'activity', about: entry.subject });
      },
    },
    isFree,
  );
  useBindings(
    listKeys,
    whole === null ? { ...list.handlers, filter: filter.open } : scroll.handlers,
    isFree,
  );

  const laid = useMemo(
    () => layColumns(activityColumns(entries, now, theme), size.columns - 3),
    [entries, now, theme, size.columns],
  );
  const rows = list.visible.map((item) =>
    activityRow(item, { laid, now, columns: size.columns, theme, isMarked: item === selected }),
  );
  const title = about === null ? 'Activity' : `Activity of ${safe(about, theme)}`;
  const shown = list.visible.length;
  const place =
    whole !== null
      ? scroll.words
      : shown < items.length
        ? `  ${list.first + 1} to ${list.first + shown} of ${items.length}`
        : '';
  return (
    <ScreenFrame
      size={size}
      title={`${title}${whole === null ? '' : ', one entry'}${place}`}
      subject={{
        id: entry === null ? null : (entry.operation ?? entry.subject),
        line: about === null ? 'apim audit' : `apim audit ${about}`,
      }}
      message={
        filter.spans(items.length, all.length, theme) ??
        messageOf(read, whole === null ? entry : null, theme)
      }
      keys={[...activityKeys, ...listKeys]}
      isActive={isFree}
      onBack={() => {
        if (whole === null) return filter.back();
        setWhole(false);
        return true;
      }}
    >
      {whole === null ? (
        <Rows
          rows={[
            [span('   '), ...titleRow(laid, theme)],
            ...(items.length === 0
              ? [
                  [
                    span(
                      `   ${emptyWords(read, about, { isFiltered: all.length > 0, session, theme })}`,
                      'quiet',
                    ),
                  ],
                ]
              : rows),
          ]}
          height={rowsOfBody}
          theme={theme}
        />
      ) : (
        <Rows
          rows={lines.slice(scroll.first, scroll.first + rowsOfBody).map((line) => ` ${line}`)}
          height={rowsOfBody}
          theme={theme}
        />
      )}
    </ScreenFrame>
  );
}
