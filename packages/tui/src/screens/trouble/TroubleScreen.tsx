import type { LifeboatError } from '@lifeboat/core';
import { useNow, useSession, useTheme } from '../../app/session-context.ts';
import { useObservable } from '../../app/use-observable.ts';
import { Rows } from '../../components/Rows.tsx';
import { bodyRows, ScreenFrame } from '../../components/ScreenFrame.tsx';
import { useScroll } from '../../components/use-scroll.ts';
import { listKeys } from '../../keys/list-keys.ts';
import { useBindings } from '../../keys/use-bindings.ts';
import { recoverBegun } from '../first-run/first-run-words.ts';
import { fleetAllTheSame } from '../home.ts';
import type { ScreenProps } from '../screen.ts';
import { troubleKeys } from './trouble-keys.ts';
import { type Trouble, troubleRows } from './trouble-rows.ts';

/** What is wrong with the configuration or the store, whole, and what to do about it. */
export function TroubleScreen({ size, isActive }: ScreenProps) {
  const session = useSession();
  const theme = useTheme();
  const now = useNow();
  const loading = useObservable(session.live);
  const { lifeboat, live, navigation, overlay, reopen, toasts } = session;
  const { configurationProblem, configurationFile, places } = lifeboat;
  const unreadable = loading.kind === 'unreadable' ? loading.problem : null;
  // A store that cannot be read keeps from more than a wrong configuration does.
  const trouble: Trouble = unreadable === null ? 'configuration' : 'store';
  const path = trouble === 'store' ? places.store : configurationFile.path;
  const problems = [unreadable, configurationProblem ?? null].filter(
    (problem): problem is LifeboatError => problem !== null,
  );
  const height = bodyRows(size);
  const rows = troubleRows(problems, trouble, { now, columns: size.columns, theme });
  const scroll = useScroll(rows.length, height);
  useBindings(listKeys, scroll.handlers, isActive);
  useBindings(
    troubleKeys,
    {
      fleet: () => {
        if (trouble === 'configuration') navigation.open(fleetAllTheSame);
        else toasts.say('bad', 'Nothing is known of the fleet: the store cannot be read.');
      },
      recover: () => overlay.set({ kind: 'palette', text: recoverBegun }),
    },
    isActive,
  );
  const readStore = async (): Promise<void> => {
    await live.look();
    if (live.get().kind === 'unreadable') toasts.say('bad', 'The store still cannot be read.');
  };
  return (
    <ScreenFrame
      size={size}
      title={`${trouble === 'store' ? 'The store cannot be read' : 'The configuration is wrong'}${scroll.words}`}
      subject={{ id: path, line: 'apim doctor' }}
      keys={troubleKeys}
      isActive={isActive}
      onRefresh={
        trouble === 'store'
          ? () => void readStore()
          : () => reopen('The configuration was read again.')
      }
    >
      <Rows rows={rows.slice(scroll.first, scroll.first + height)} height={height} theme={theme} />
    </ScreenFrame>
  );
}
