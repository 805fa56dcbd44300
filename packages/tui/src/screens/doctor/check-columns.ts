import type { Check } from '@lifeboat/core';
import type { Column } from '../../format/columns.ts';
import { safe, safeSpan, span, widthOf } from '../../format/spans.ts';
import { glyphOf, type Theme } from '../../theme/theme.ts';
import { checkTone } from './checks-shown.ts';

const widestMeasured = 200;

/** The columns of the checks. */
export function checkColumns(checks: readonly Check[], theme: Theme): Column<Check>[] {
  const most = (text: (check: Check) => string): number =>
    checks.reduce((width, check) => Math.max(width, widthOf([span(text(check))])), 0);
  const name = most((check) => check.name);
  return [
    {
      title: '  VERDICT',
      width: 9,
      leaves: 0,
      cell: ({ verdict }) => {
        const tone = checkTone(verdict);
        return [span(`${glyphOf(tone, theme) ?? ' '} ${verdict}`, tone)];
      },
    },
    {
      title: 'CHECK',
      width: name,
      least: Math.min(name, 18),
      leaves: 0,
      cell: (check) => [safeSpan(check.name, theme, 'strong')],
    },
    {
      title: 'MEASURED',
      width: Math.min(
        widestMeasured,
        most(({ measured }) => firstLine(measured)),
      ),
      least: 16,
      leaves: 0,
      cell: ({ measured }) => [span(safe(firstLine(measured), theme))],
    },
  ];
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
