/** The layout of the file. It goes up only with a migration; a higher one is `store-newer`. */
export const schemaVersion = 2;

/**
 * The shapes of the records, as `record-schemas.ts` describes them: goes up with every change there
 * (a test compares). A file whose checksum holds and whose shapes are these was checked when it was
 * written, and is not checked again: reading 3,000 records then needs no zod.
 */
export const shapesVersion = 7;

/** The first line of the file. The checksum is over the bytes after that line. */
export type Header = { schema: number; revision: number; shapes: number; crc32: string };

/** Reads the first line, an object without its end. Throws when it is anything else. */
export function readHeader(line: string): Header {
  return JSON.parse(`${line.slice(0, -1)}}`);
}
