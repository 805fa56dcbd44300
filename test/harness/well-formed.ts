/**
 * Whether a text is XML as far as pictures need it: every element closed in its order, every attribute
 * quoted, no bare `<` or `&`.
 */
export function isWellFormed(text: string): boolean {
  const open: string[] = [];
  const attributes = String.raw`(?:\s+[\w:-]+="[^"<]*")*`;
  const tag = new RegExp(String.raw`^<(/?)([\w:]+)${attributes}\s*(/?)>`);
  let rest = text.trim();
  let roots = 0;
  while (rest !== '') {
    const words = /^[^<]+/.exec(rest)?.[0] ?? '';
    if (/&(?!(?:amp|lt|gt|quot|#\d+);)/.test(words)) return false;
    if (words.trim() !== '' && open.length === 0) return false;
    rest = rest.slice(words.length);
    if (rest === '') break;
    const [all = '', ends = '', name = '', alone = ''] = tag.exec(rest) ?? [];
    if (all === '' || /&(?!(?:amp|lt|gt|quot|#\d+);)/.test(all)) return false;
    if (ends !== '' && open.pop() !== name) return false;
    if (ends === '' && open.length === 0) roots += 1;
    if (ends === '' && alone === '') open.push(name);
    rest = rest.slice(all.length);
  }
  return open.length === 0 && roots === 1;
}
