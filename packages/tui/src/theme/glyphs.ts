/** Every sign the screens draw with: one cell each, none of them an emoji (facts/peers.md B5, wide glyphs). */
export type Glyphs = {
  good: string;
  warn: string;
  bad: string;
  busy: readonly string[];
  none: string;
  cursor: string;
  rule: string;
  ruleProduction: string;
  side: string;
  full: string;
  empty: string;
  mark: string;
  strip: string;
  stripEnd: string;
  /** A backup that a person asked for, beside `strip` for one that was made on schedule. */
  manual: string;
  /** A backup made before a restore. */
  safety: string;
  up: string;
  down: string;
  dot: string;
  arrow: string;
  enter: string;
  more: string;
  dash: string;
  /** From low to high, for sparklines. */
  spark: readonly string[];
  corners: readonly [string, string, string, string];
  line: string;
  bar: string;
};

/** For terminals with Unicode. */
export const unicodeGlyphs: Glyphs = {
  good: '✓',
  warn: '!',
  bad: '✗',
  busy: ['◐', '◓', '◑', '◒'],
  none: '–',
  cursor: '›',
  rule: '─',
  ruleProduction: '═',
  side: '║',
  full: '▓',
  empty: '░',
  mark: '┃',
  strip: '▂',
  stripEnd: '▏',
  manual: '◆',
  safety: '○',
  up: '↑',
  down: '↓',
  dot: '·',
  arrow: '→',
  enter: '↵',
  more: '…',
  dash: '–',
  spark: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  corners: ['┌', '┐', '└', '┘'],
  line: '─',
  bar: '│',
};

/** For all others. */
export const asciiGlyphs: Glyphs = {
  good: '+',
  warn: '!',
  bad: 'x',
  busy: ['*', '*', '*', '*'],
  none: '-',
  cursor: '>',
  rule: '-',
  ruleProduction: '=',
  side: '|',
  full: '#',
  empty: '.',
  mark: '|',
  strip: 'o',
  stripEnd: '|',
  manual: 'm',
  safety: 's',
  up: '^',
  down: 'v',
  dot: '-',
  arrow: '->',
  enter: 'enter',
  more: '..',
  dash: '-',
  spark: ['_', '.', ':', '-', '=', '+', '*', '#'],
  corners: ['+', '+', '+', '+'],
  line: '-',
  bar: '|',
};
