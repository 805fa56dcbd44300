import { paintSpans, type Spans } from '../format/spans.ts';
import type { Theme } from '../theme/theme.ts';
import { Row } from './Row.tsx';

/** A row of spans. */
export function PaintedRow({ spans, theme }: { spans: Spans; theme: Theme }) {
  return <Row text={paintSpans(spans, theme)} />;
}
