import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isWellFormed } from '../harness/well-formed.ts';
import { allDocuments, root } from './documents.ts';

/** Pictures that documents show, with the words for whoever does not see them. */
const shown = allDocuments().flatMap(({ path, text }) =>
  [...text.matchAll(/!\[([^\]]*)\]\(([^)]+\.svg)\)/g)].map(([, words = '', to = '']) => ({
    words,
    file: join(dirname(path), to),
  })),
);

describe('the pictures of the documents', () => {
  it('are there', () => {
    expect(shown.length).toBeGreaterThan(0);
  });

  it.each(shown)('are well-formed, small and told in words: $file', ({ file, words }) => {
    const place = join(root, file);
    expect(existsSync(place)).toBe(true);
    const text = readFileSync(place, 'utf8');
    expect(isWellFormed(text)).toBe(true);
    expect(text).toMatch(/<title [^>]*>[^<]+<\/title>\n<desc [^>]*>[^<]+<\/desc>/);
    expect(statSync(place).size).toBeLessThan(60_000);
    expect(words).not.toBe('');
  });
});

describe('the look at well-formedness', () => {
  it.each([
    ['<a><b x="1"/>t &amp; u</a>', true],
    ['<a><b></a></b>', false],
    ['<a>', false],
    ['<a/><b/>', false],
    ['<a>x & y</a>', false],
    ['<a x=1/>', false],
    ['<a x="&"/>', false],
    ['words', false],
  ])('judges %s', (text, is) => {
    expect(isWellFormed(text)).toBe(is);
  });
});
