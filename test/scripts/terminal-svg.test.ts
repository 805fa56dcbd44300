import xterm from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../scripts/pictures/cells.ts';
import { darkPalette, lightPalette } from '../../scripts/pictures/palettes.ts';
import { terminalSvg } from '../../scripts/pictures/terminal-svg.ts';
import { isWellFormed } from '../harness/well-formed.ts';

const esc = '\u001b';
const words = { title: 'a title', description: 'what is on it' };

async function picture(text: string, palette = darkPalette): Promise<string> {
  const terminal = new xterm.Terminal({ cols: 30, rows: 2, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(text, resolve));
  return terminalSvg(cellsOf(terminal), words, palette);
}

/** The pieces of text in it, with the attributes that were given to them. */
function pieces(svg: string): { text: string; attributes: string }[] {
  return [...svg.matchAll(/<tspan ([^>]*)>([^<]*)<\/tspan>/g)].map(
    ([, attributes = '', text = '']) => ({ text, attributes }),
  );
}

describe('a picture of a terminal', () => {
  it('puts each piece of text where it stood, as wide as it was', async () => {
    const [one, other] = pieces(await picture('  two words      far'));

    expect(one?.text).toBe('two words');
    expect(one?.attributes).toContain('x="30.8" textLength="75.6"');
    expect(other?.attributes).toContain('x="156.8" textLength="25.2"');
  });

  it.each([
    ['red', `${esc}[31mx`, `style="fill:${darkPalette.colours[1]}"`],
    ['bright blue', `${esc}[94mx`, `style="fill:${darkPalette.colours[12]}"`],
    ['bold', `${esc}[1mx`, 'class="b"'],
    ['dim', `${esc}[2mx`, 'class="d"'],
    ['bold and underlined', `${esc}[1;4mx`, 'class="b u"'],
  ])('shows %s', async (_, text, attribute) => {
    expect(pieces(await picture(text))[0]?.attributes).toContain(attribute);
  });

  it('draws what is inverse on one ground, without a seam between its pieces', async () => {
    const svg = await picture(`${esc}[7m ✓ fine ${esc}[0m rest`);

    const grounds = [...svg.matchAll(/<rect [^>]*height="18"[^>]*>/g)].map(([rect]) => rect);
    expect(grounds).toEqual([
      `<rect x="14" y="30" width="67.2" height="18" fill="${darkPalette.front}"/>`,
    ]);
    const [sign] = pieces(svg).filter(({ text }) => text === '✓');
    expect(sign?.attributes).toContain(`style="fill:${darkPalette.back}"`);
  });

  it('gives a character of two cells both, and what follows its own place', async () => {
    const [wide, next] = pieces(await picture('日a'));

    expect(wide?.attributes).toContain('x="14" textLength="16.8"');
    expect(next?.attributes).toContain('x="30.8" textLength="8.4"');
  });

  it('keeps signs apart from letters, and a line of one sign together', async () => {
    expect(pieces(await picture('✗ no ───')).map(({ text }) => text)).toEqual(['✗', 'no', '───']);
  });

  it('is well-formed whatever is on the screen, and says it in words', async () => {
    const terminal = new xterm.Terminal({ cols: 30, rows: 1, allowProposedApi: true });
    await new Promise<void>((resolve) => terminal.write('<b> & "x" </b>', resolve));
    const description = 'a < b & c\u0007';
    const svg = terminalSvg(cellsOf(terminal), { title: '<t>', description }, lightPalette);

    expect(isWellFormed(svg)).toBe(true);
    expect(svg).toContain('&lt;b&gt; &amp; &quot;x&quot; &lt;/b&gt;');
    expect(svg).toContain('<title id="title">&lt;t&gt;</title>');
    expect(svg).toContain('<desc id="text">a &lt; b &amp; c</desc>');
  });
});
