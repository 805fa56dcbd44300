import { maskSecrets } from '../domain/mask.ts';

/** Masks texts, and learns the secrets of this process as they become known. */
export type Masking = {
  /** Takes note of a secret value; from then on it is hidden wherever it appears. */
  know(value: string): void;
  mask(text: string): string;
};

/** Knows no secret yet; what looks like one is hidden all the same. */
export function masking(): Masking {
  const known = new Set<string>();
  return {
    know(value) {
      known.add(value);
    },
    mask: (text) => maskSecrets(text, [...known]),
  };
}
