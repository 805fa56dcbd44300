import { type Plan, relativeTime, whatIsConfirmed } from '@lifeboat/core';
import { fieldSpans } from '../../components/field-spans.ts';
import { wrapped } from '../../components/wrapped.ts';
import { type Span, safe, span } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';
import { type ConfirmForm, type Focus, isExact } from './confirm-form.ts';

/** Where the target is, so that nobody takes one for another. */
export type Place = { subscription: string; gateway: string | null };

const labelWidth = 14;

/** The form: what is agreed to, Cancel, the name with the target's place beside it, Restore. */
export function formRows(
  {
    plan,
    expected,
    form,
    place,
    isTight,
  }: { plan: Plan; expected: string; form: ConfirmForm; place: Place; isTight: boolean },
  { now, columns, theme }: { now: number; columns: number; theme: Theme },
): Span[][] {
  const { focus } = form;
  const exact = isExact(form, expected);
  const where: [string, string][] = [
    ['subscription', place.subscription],
    ['gateway', place.gateway ?? 'not known'],
  ];
  const field = fieldSpans(form.line, Math.max(8, columns - labelWidth - 6), theme);
  const gap = focus === 'name' ? '  ' : '';
  const wanted = span(`${gap}type ${safe(expected, theme)}`, 'quiet');
  const beside = form.line.text === '' ? [wanted] : [];
  const said = safe(form.says ?? help(focus, exact), theme);
  const saying = [span(said, form.says === null ? 'quiet' : 'bad')];
  return [
    // Where there is room for little else, it stands shorter beside Cancel.
    ...(isTight ? [] : wrapped(whatIsConfirmed(plan, now), 'strong', { columns, theme })),
    [
      mark(focus === 'cancel', theme),
      button('Cancel', focus === 'cancel'),
      ...(isTight ? [span(`  ${safe(fromWords(plan, now), theme)}`, 'strong')] : []),
    ],
    [
      mark(focus === 'name', theme),
      span('Azure name'.padEnd(labelWidth), focus === 'name' ? 'strong' : 'plain'),
      ...(focus === 'name'
        ? field
        : [span(form.line.text === '' ? '' : safe(form.line.text, theme))]),
      ...beside,
      ...(exact ? [span(`  ${theme.glyphs.good} exact`, 'good')] : []),
    ],
    ...where.flatMap(([name, value]) =>
      wrapped(value, 'quiet', {
        columns,
        theme,
        indent: ' '.repeat(labelWidth + 2),
        lead: `  ${name.padEnd(labelWidth)}`,
      }),
    ),
    [
      mark(focus === 'restore', theme),
      button('Restore', focus === 'restore'),
      isTight || exact
        ? span('')
        : span('  does nothing until the name is typed to the letter', 'quiet'),
      ...(isTight ? [span('  '), ...saying] : []),
    ],
    ...(isTight ? [] : [[span('  '), ...saying]]),
  ];
}

function fromWords({ from, fresh, blobName }: Plan, now: number): string {
  if (fresh !== null) return `from ${fresh.service}, backed up first`;
  const made = from?.createdAt == null ? '' : `made ${relativeTime(from.createdAt, now)}, `;
  const of = from?.service == null ? '' : ` of ${from.service}`;
  return `${made}${from?.backup ?? blobName}${of}`;
}

function mark(isHere: boolean, { glyphs }: Theme): Span {
  return span(isHere ? `${glyphs.cursor} ` : '  ', 'key');
}

function button(text: string, isHere: boolean): Span {
  return span(`[ ${text} ]`, isHere ? 'selected' : 'plain');
}

function help(focus: Focus, exact: boolean): string {
  switch (focus) {
    case 'cancel':
      return 'enter cancels, tab goes to the name';
    case 'name':
      return exact ? 'enter goes to Restore, esc cancels' : 'tab goes on, esc cancels';
    case 'restore':
      return exact
        ? 'enter restores; Azure cannot cancel it'
        : 'tab goes on, shift-tab to the name';
    default:
      return focus satisfies never;
  }
}
