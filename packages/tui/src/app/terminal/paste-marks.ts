const pasteStart = '\u001b[200~';
const pasteEnd = '\u001b[201~';
const ctrlC = '\u0003';

/**
 * A view on what is typed that lets ctrl-c out of a paste whose end never came, such as over a
 * connection that broke in it: everything else would be taken for pasted text for ever. Gives what to
 * hand on.
 */
export function createPasteMarks(): (typed: string) => string {
  let isPasting = false;
  let tail = '';
  return (typed) => {
    // Alone, it is a key; in the middle of other text it may be pasted.
    const isKey = isPasting && typed === ctrlC;
    const given = isKey ? pasteEnd + typed : typed;
    const seen = tail + given;
    const start = seen.lastIndexOf(pasteStart);
    const end = seen.lastIndexOf(pasteEnd);
    if (start !== -1 || end !== -1) isPasting = start > end;
    // A mark may be cut in two.
    tail = seen.slice(1 - pasteEnd.length);
    return given;
  };
}
