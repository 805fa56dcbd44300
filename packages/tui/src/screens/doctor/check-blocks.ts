import type { Block, Check } from '@lifeboat/core';
import { checkTone } from './checks-shown.ts';

/** A check, whole: what was measured, what it had to be, and what helps. */
export function checkBlocks({ name, verdict, measured, threshold, remedy }: Check): Block[] {
  const tone = checkTone(verdict);
  return [
    {
      kind: 'fields',
      rows: [
        { name: 'check', value: { text: `${name}: ${verdict}`, tone } },
        // What was found may be a list, such as every mistake of the configuration.
        ...measured.split('\n').map((value, at) => ({ name: at === 0 ? 'measured' : '', value })),
        ...(threshold === null ? [] : [{ name: 'wanted', value: threshold }]),
        ...(remedy === null ? [] : [{ name: 'what helps', value: remedy }]),
      ],
    },
  ];
}
