import type { Toast } from '../app/toasts.ts';
import { fit, type Spans, safe, span } from '../format/spans.ts';
import { glyphOf, type Theme } from '../theme/theme.ts';
import { PaintedRow } from './PaintedRow.tsx';

/** What there is to say: what just happened, else what is known of what is marked. */
export function MessageLine(props: {
  columns: number;
  toast: Toast | null;
  message: Spans;
  theme: Theme;
}) {
  const { columns, toast, message, theme } = props;
  const glyph = toast === null ? null : glyphOf(toast.tone, theme);
  const spans =
    toast === null
      ? [span(' '), ...message]
      : [span(` ${glyph === null ? '' : `${glyph} `}${safe(toast.text, theme)}`, toast.tone)];
  return <PaintedRow spans={fit(spans, columns, theme)} theme={theme} />;
}
