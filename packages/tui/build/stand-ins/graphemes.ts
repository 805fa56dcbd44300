/**
 * What nearly every text of the screens is made of: characters of one cell that no neighbour changes.
 * Latin letters, dashes and quotes, arrows, lines and blocks, ✓ and ✗.
 */
const cells =
  ' -~\\u00a1-\\u00ac\\u00ae-\\u024f\\u2010-\\u2027\\u2030-\\u203b\\u2190-\\u21ff\\u2500-\\u25fc\\u2713\\u2717';

const oneCellEach = new RegExp(`^[${cells}]*$`);
/** Escape and line feed end what stands before them and begin nothing. */
const apart = new RegExp(`^[${cells}\\u001b\\n]*$`);

/** Whether each UTF-16 unit of a text is a character of its own, one cell wide. */
export function isOneCellEach(text: string): boolean {
  return oneCellEach.test(text);
}

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

/** A pattern that is made when it is first asked: that of all emoji takes 8 ms to make, and 18 to use. */
export function later(make: () => RegExp): Pick<RegExp, 'test'> {
  let real: RegExp | null = null;
  return {
    test(text) {
      real ??= make();
      return real.test(text);
    },
  };
}
