import { plainCells } from '../../src/format/plain-cells.ts';

/** Escape and line feed end what stands before them and begin nothing. */
const apart = new RegExp(`^[${plainCells}\\u001b\\n]*$`);

/**
 * Segments text as `Intl.Segmenter` does, into graphemes. Texts of plain characters are taken apart
 * without it: making the first one takes 11 ms, and Ink takes every row apart for every frame.
 */
export function graphemes(
  locales?: Intl.LocalesArgument,
  options?: Intl.SegmenterOptions,
): Pick<Intl.Segmenter, 'segment'> {
  let real: Intl.Segmenter | null = null;
  const segment = (text: string): Intl.Segments => {
    if (apart.test(text)) return unitsOf(text);
    real ??= new Intl.Segmenter(locales, options);
    return real.segment(text);
  };
  return { segment };
}

function unitsOf(input: string): Intl.Segments {
  const at = (index: number): Intl.SegmentData => ({
    segment: input.charAt(index),
    index,
    input,
  });
  return {
    containing(index = 0) {
      // What Intl.Segmenter answers outside of the text, though its type does not say so.
      const nothing = undefined as unknown as Intl.SegmentData;
      return index >= 0 && index < input.length ? at(Math.trunc(index)) : nothing;
    },
    *[Symbol.iterator](): Generator<Intl.SegmentData, undefined> {
      for (let index = 0; index < input.length; index += 1) yield at(index);
      return undefined;
    },
  };
}
