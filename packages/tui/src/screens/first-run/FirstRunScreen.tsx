import { useSession, useTheme } from '../../app/session-context.ts';
import { Rows } from '../../components/Rows.tsx';
import { bodyRows, ScreenFrame } from '../../components/ScreenFrame.tsx';
import { useScroll } from '../../components/use-scroll.ts';
import { listKeys } from '../../keys/list-keys.ts';
import { useBindings } from '../../keys/use-bindings.ts';
import type { ScreenProps } from '../screen.ts';
import { firstRunKeys } from './first-run-keys.ts';
import { firstRunRows } from './first-run-rows.ts';
import { fromStorageBegun, recoverBegun } from './first-run-words.ts';

/** What Lifeboat is, and the ways to begin. */
export function FirstRunScreen({ size, isActive }: ScreenProps) {
  const { lifeboat, act, overlay, reopen } = useSession();
  const theme = useTheme();
  const height = bodyRows(size);
  const { path } = lifeboat.configurationFile;
  const rows = firstRunRows(path, { columns: size.columns, height, theme });
  const scroll = useScroll(rows.length, height);
  useBindings(listKeys, scroll.handlers, isActive);
  useBindings(
    firstRunKeys,
    {
      begin: () => act('init'),
      'cold-start': () => overlay.set({ kind: 'palette', text: fromStorageBegun }),
      recover: () => overlay.set({ kind: 'palette', text: recoverBegun }),
    },
    isActive,
  );
  return (
    <ScreenFrame
      size={size}
      title={`Welcome${scroll.words}`}
      subject={{ id: path, line: 'apim init' }}
      keys={firstRunKeys}
      isActive={isActive}
      onRefresh={() => reopen('There is no configuration yet.')}
    >
      <Rows rows={rows.slice(scroll.first, scroll.first + height)} height={height} theme={theme} />
    </ScreenFrame>
  );
}
