import { Box, type SuspendTerminal, useApp, useWindowSize } from 'ink';
import { useEffect } from 'react';
import { Overlays } from '../components/Overlays.tsx';
import { leastSize, TooSmall } from '../components/TooSmall.tsx';
import { EntryContext } from '../components/use-kept.ts';
import { KeyboardInput } from '../keys/KeyboardInput.tsx';
import type { Keyboard } from '../keys/keyboard.ts';
import { KeyboardContext, useTyped } from '../keys/use-typed.ts';
import type { Size } from '../screens/screen.ts';
import { useShown } from '../screens/use-shown.ts';
import { CrashBoundary } from './CrashBoundary.tsx';
import type { Entry } from './navigation/navigation.ts';
import type { Session } from './session.ts';
import { SessionContext } from './session-context.ts';
import { useObservable } from './use-observable.ts';

/** Everything that is drawn. */
export function App(props: {
  session: Session;
  keyboard: Keyboard;
  /** Rows of the terminal that are left free at the bottom. */
  rowsLess: number;
  /** Hands out the way to give the terminal away for a while. */
  onTerminal(suspend: SuspendTerminal): void;
}) {
  const { session, keyboard, rowsLess, onTerminal } = props;
  const { columns, rows } = useWindowSize();
  return (
    <CrashBoundary onCrash={(failure) => session.leave({ kind: 'crashed', failure })}>
      <SessionContext value={session}>
        <KeyboardContext value={keyboard}>
          <KeyboardInput keyboard={keyboard} />
          <Always session={session} onTerminal={onTerminal} />
          <Screens session={session} size={{ columns, rows: rows - rowsLess }} />
        </KeyboardContext>
      </SessionContext>
    </CrashBoundary>
  );
}

/** What works over everything: leaving, and to the shell and back. */
function Always(props: { session: Session; onTerminal(suspend: SuspendTerminal): void }) {
  const { session, onTerminal } = props;
  const { suspendTerminal } = useApp();
  useEffect(() => onTerminal(suspendTerminal), [onTerminal, suspendTerminal]);
  useTyped((typed) => {
    if (typed.kind !== 'key') return;
    if (typed.name === 'ctrl+c') session.leave({ kind: 'interrupted' });
    if (typed.name === 'ctrl+z') void session.suspend?.();
  }, true);
  return null;
}

function Screens({ session, size }: { session: Session; size: Size }) {
  const stack = useObservable(session.navigation);
  const overlay = useObservable(session.overlay);
  const entry = stack.at(-1);
  if (entry === undefined) return null;
  if (size.columns < leastSize.columns || size.rows < leastSize.rows)
    return <TooSmall size={size} />;
  return (
    <EntryContext value={entry}>
      <Box width={size.columns} height={size.rows}>
        <Shown key={entry.key} entry={entry} size={size} isActive={overlay === null} />
        {overlay !== null && <Overlays overlay={overlay} size={size} />}
      </Box>
    </EntryContext>
  );
}

function Shown({ entry, size, isActive }: { entry: Entry; size: Size; isActive: boolean }) {
  const { Component } = useShown(entry);
  return <Component size={size} about={entry.about} isActive={isActive} />;
}
