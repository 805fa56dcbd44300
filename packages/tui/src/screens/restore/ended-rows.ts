import type { Report } from '@lifeboat/core';
import type { Approval } from '@lifeboat/core/live';
import { blockLines, reportLines } from '../../components/blocks.ts';
import { type Spans, span } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';
import { checksOf, forceLine } from './force-line.ts';
import { secondPersonRows } from './second-person-rows.ts';

type At = { now: number; columns: number; theme: Theme };

/** How a restore ended: what went wrong first, then what was found, then the plan or what is to be done by hand. */
export function endedRows(
  {
    report,
    line,
    request,
    by,
  }: {
    report: Report;
    line: string;
    request: Approval | null;
    by: readonly string[];
  },
  at: At,
): (Spans | string)[] {
  const { error, blocks } = report;
  const checks = error === null ? [] : [...checksOf(error)];
  const parts: (Spans | string)[][] = [
    error === null ? [] : reportLines({ ...report, blocks: [] }, at),
    request === null ? [] : secondPersonRows(request, by, at),
    error !== null && forceLine(line, error) !== null
      ? [
          [
            span('f', 'key'),
            span(' writes the line that overrides it; Azure is the judge then.', 'quiet'),
          ],
        ]
      : [],
    blockLines(checks.length === 0 ? [] : [{ kind: 'checks', checks }], at),
    blockLines(blocks, at),
  ].filter((rows) => rows.length > 0);
  return parts.flatMap((rows, index) => (index === 0 ? rows : ['', ...rows]));
}
