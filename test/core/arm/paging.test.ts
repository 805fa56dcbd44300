import { describe, expect, it } from 'vitest';
import { mostPages, nextPage } from '../../../packages/core/src/arm/paging.ts';

const home = 'https://management.azure.com';

describe('what follows a page', () => {
  it.each([undefined, null, ''])('nothing, when nextLink is %j', (link) => {
    expect(nextPage(link, home, new Set())).toEqual({ kind: 'end' });
  });

  it('the link as it is, when it is of the configured origin', () => {
    const link = `${home}/subscriptions//x?$skiptoken=a%2Fb&api-version=1`;

    expect(nextPage(link, home, new Set())).toEqual({ kind: 'page', link });
  });

  it.each(['https://evil.example/x', 'http://management.azure.com/x', 'x', '//evil.example/x'])(
    'nobody, when nextLink is %s',
    (link) => {
      expect(nextPage(link, home, new Set())).toEqual({ kind: 'foreign', address: link });
    },
  );

  it.each([1, true, {}, []])('nobody, when nextLink is %j', (link) => {
    expect(nextPage(link, home, new Set())).toMatchObject({ kind: 'foreign' });
  });

  it('no page twice', () => {
    expect(nextPage(`${home}/1`, home, new Set([`${home}/1`]))).toEqual({ kind: 'endless' });
  });

  it(`not more than ${mostPages} pages`, () => {
    const links = (count: number) =>
      new Set(Array.from({ length: count }, (_, i) => `${home}/${i}`));

    expect(nextPage(`${home}/x`, home, links(mostPages - 2))).toMatchObject({ kind: 'page' });
    expect(nextPage(`${home}/x`, home, links(mostPages - 1))).toEqual({ kind: 'endless' });
  });
});
