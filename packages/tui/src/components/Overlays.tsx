import type { Overlay } from '../app/session.ts';
import type { Size } from '../screens/screen.ts';
import { AskDialog } from './ask/AskDialog.tsx';
import { HelpPage } from './help/HelpPage.tsx';
import { Palette } from './palette/Palette.tsx';

/** What lies over the screen. */
export function Overlays({ overlay, size }: { overlay: NonNullable<Overlay>; size: Size }) {
  switch (overlay.kind) {
    case 'palette':
      return <Palette size={size} begun={overlay.text} at={overlay.at ?? overlay.text.length} />;
    case 'help':
      return <HelpPage size={size} />;
    case 'ask':
      return <AskDialog size={size} ask={overlay} />;
    default:
      return overlay satisfies never;
  }
}
