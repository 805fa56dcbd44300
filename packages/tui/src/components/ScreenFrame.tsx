import { Box } from 'ink';
import type { ReactNode } from 'react';
import { useSession, useTheme } from '../app/session-context.ts';
import { useObservable } from '../app/use-observable.ts';
import type { Spans } from '../format/spans.ts';
import type { Binding } from '../keys/binding.ts';
import { globalKeys } from '../keys/global-keys.ts';
import { useBindings } from '../keys/use-bindings.ts';
import type { Size } from '../screens/screen.ts';
import { keysLine } from './bottom-lines.ts';
import { Header } from './Header.tsx';
import { MessageLine } from './MessageLine.tsx';
import { PaintedRow } from './PaintedRow.tsx';
import { ruleSpans } from './rule.ts';

/** Lines that are not the screen's own: header, rule, rule, message, keys. */
const frameRows = 5;

/** What is marked on the screen: what `y` and `Y` copy, and what `D` checks. */
export type Subject = {
  id: string | null;
  line: string;
  /** The service it belongs to, by its name. */
  service?: string;
  /** What the id is, when copying says it: `the id` unless given. */
  idIs?: string;
};

/** Rows that a screen has for itself in a terminal of this size. */
export function bodyRows({ rows }: Size): number {
  return Math.max(0, rows - frameRows);
}

/**
 * What is around every screen: who, how old, where; then the screen; then what is to be said, the
 * keys and the command line that does the same. Its height is that of the terminal, always.
 */
export function ScreenFrame(props: {
  size: Size;
  /** What stands in the upper rule. */
  title: string;
  /** Draws the marked frame of production. */
  production?: boolean;
  subject: Subject;
  /** What there is to say of what is marked; a toast goes before it. */
  message?: Spans;
  keys: readonly Binding[];
  isActive: boolean;
  /** Reads again what this screen shows; the visible services unless given. */
  onRefresh?(): void;
  /** Takes esc for something of the screen's own, such as a filter; false: it goes one step back. */
  onBack?(): boolean;
  children: ReactNode;
}) {
  const { size, title, production = false, subject, message = [], keys, isActive } = props;
  const session = useSession();
  const theme = useTheme();
  const { navigation, overlay, copy, act, reader } = session;
  useBindings(
    globalKeys,
    {
      back: () => {
        if (props.onBack === undefined || props.onBack() === false) navigation.back();
      },
      command: () => overlay.set({ kind: 'palette', text: '' }),
      help: () => overlay.set({ kind: 'help' }),
      copy: () =>
        subject.id === null
          ? copy(subject.line, 'the line')
          : copy(subject.id, subject.idIs ?? 'the id'),
      'copy-line': () => copy(subject.line, 'the line'),
      refresh: props.onRefresh ?? (() => reader.readNow()),
      expiring: () => act('expiring'),
      activity: () => act('audit'),
      approvals: () => act('approvals'),
      doctor: () => act(subject.service === undefined ? 'doctor' : `doctor ${subject.service}`),
      running: () => session.openRunning(),
      redraw: () => session.redraw(),
      quit: () => session.quit(),
    },
    isActive,
  );
  const toasts = useObservable(session.toasts);
  const { columns, rows } = size;
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Header columns={columns} />
      <PaintedRow spans={ruleSpans(title, { columns, production, theme })} theme={theme} />
      {/* Rows are never wider than the terminal; cutting each of them again would be half of a frame's time. */}
      <Box flexDirection="column" height={bodyRows(size)} overflowY="hidden">
        {props.children}
      </Box>
      <PaintedRow spans={ruleSpans('', { columns, production, theme })} theme={theme} />
      <MessageLine
        columns={columns}
        toast={toasts.at(-1) ?? null}
        message={message}
        theme={theme}
      />
      <PaintedRow
        spans={keysLine([...keys, ...globalKeys], subject.line, { columns, theme })}
        theme={theme}
      />
    </Box>
  );
}
