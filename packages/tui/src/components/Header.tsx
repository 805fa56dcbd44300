import { useNow, useSession, useTheme } from '../app/session-context.ts';
import { useObservable } from '../app/use-observable.ts';
import { headerSpans } from './header-spans.ts';
import { PaintedRow } from './PaintedRow.tsx';

/** The first line, which ages by itself. */
export function Header({ columns }: { columns: number }) {
  const session = useSession();
  const theme = useTheme();
  const now = useNow();
  const loading = useObservable(session.live);
  const sight = useObservable(session.reader);
  const model = loading.kind === 'ready' ? loading.model : null;
  const visible = useObservable(session.visible);
  // Only what is on the screen is kept young; screens that show no service tell of the whole fleet.
  const seen = visible.flatMap((id) => model?.byId.get(id) ?? []);
  const shown = seen.length === 0 ? (model?.rows ?? []) : seen;
  const isUnreadable =
    loading.kind === 'unreadable' || (loading.kind === 'ready' && loading.problem !== null);
  const { readOnly } = session.lifeboat.configuration;
  return (
    <PaintedRow
      spans={headerSpans({ model, shown, isUnreadable, sight, readOnly, now }, { columns, theme })}
      theme={theme}
    />
  );
}
