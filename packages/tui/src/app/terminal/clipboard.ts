const esc = '\u001b';

/** What terminals take at most, in base64: the limit of hterm, which xterm and others share. */
const mostEncoded = 74_994;

/**
 * The sequence that puts text into the clipboard of the terminal a person sits at, also through ssh
 * (OSC 52). tmux forwards it when `set-clipboard` is on; it then takes the plain sequence, and what
 * is wrapped for passing through only with `allow-passthrough`, so both are sent there. Null for text
 * that is too long.
 * Source: xterm control sequences, OSC 52; tmux FAQ, "How do I use a passthrough".
 */
export function clipboardSequence(text: string, inTmux: boolean): string | null {
  const encoded = Buffer.from(text, 'utf8').toString('base64');
  if (encoded.length > mostEncoded) return null;
  const plain = `${esc}]52;c;${encoded}\u0007`;
  const wrapped = `${esc}Ptmux;${plain.replaceAll(esc, esc + esc)}${esc}\\`;
  return inTmux ? plain + wrapped : plain;
}
