import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/** What a changed file may use. */
const uses = Object.entries({
  graphemes: 'stand-ins/graphemes.ts',
  later: 'stand-ins/later.ts',
  remembering: 'stand-ins/remembering.ts',
  isOneCellEach: '../src/format/plain-cells.ts',
}).map(([name, file]) => {
  const path = JSON.stringify(join(import.meta.dirname, file));
  return `import { ${name} } from ${path};\n`;
});

/** A change of a package's file: what stands there, and what takes its place. */
type Change = { file: RegExp; from: RegExp; to: string };

const changes: readonly Change[] = [
  {
    // Made when first wanted, and not wanted for plain texts.
    file: /[\\/](string-width|wrap-ansi|cli-truncate|slice-ansi)[\\/](index|tokenize-ansi)\.js$/,
    from: /new Intl\.Segmenter\(/g,
    to: 'graphemes(',
  },
  {
    file: /[\\/](ansi-tokenize|ink)[\\/]build[\\/](tokenize|line-update)\.js$/,
    from: /new Intl\.Segmenter\(/g,
    to: 'graphemes(',
  },
  {
    // Its way to the width of anything but ASCII compiles a pattern of all emoji: 18 ms.
    file: /[\\/]string-width[\\/]index\.js$/,
    from: /if \(\/\^\[\\u0020-\\u007E\]\*\$\/\.test\(string\)\)/g,
    to: 'if (ambiguousIsNarrow && isOneCellEach(string))',
  },
  {
    file: /[\\/]string-width[\\/]index\.js$/,
    from: /= (\/\^\\p\{RGI_Emoji\}\$\/v);/g,
    to: '= later(() => $1);',
  },
  {
    // One list of styles for all characters that share it, so that they are seen to at once. Nobody
    // changes such a list.
    file: /[\\/]ansi-tokenize[\\/]build[\\/]styledChars\.js$/,
    from: /styles: \[\.\.\.codes\]/g,
    to: 'styles: codes',
  },
  {
    // A frame is mostly what the last one was: its rows need not be taken apart again.
    file: /[\\/]ink[\\/]build[\\/]squash-text-nodes\.js$/,
    from: /text = (sanitizeAnsi\(text\.replaceAll\('\\r\\n', '\\n'\)\));([\s\S]*)$/g,
    to: 'text = sanitized(text);$2\nconst sanitized = remembering((text) => $1, 200);',
  },
  {
    file: /[\\/]ink[\\/]build[\\/]output\.js$/,
    from: /cached = (styledCharsFromTokens\(tokenize\(line\)\)\.filter\(.*\));([\s\S]*)$/g,
    to: 'cached = styled(line);$2\nconst styled = remembering((line) => $1, 100);',
  },
  {
    file: /[\\/]ink[\\/]build[\\/]output\.js$/,
    from: /cached = stringWidth\(text\);([\s\S]*)$/g,
    to: 'cached = width(text);$1\nconst width = remembering((text) => stringWidth(text), 500);',
  },
  {
    // A clock draws a new row each second: of 4,096 rows and their measures Ink would keep some 8 MB.
    file: /[\\/]ink[\\/]build[\\/](measure-text|wrap-text)\.js$/,
    from: /new QuickLRU\(\{ maxSize: 4096 \}\)/g,
    to: 'new QuickLRU({ maxSize: 200 })',
  },
  {
    // A single line is joined from its characters only to be taken apart again.
    file: /[\\/]ink[\\/]build[\\/]output\.js$/,
    from: /let lines = (characterLines\.map\(line => styledCharsToString\(line\)\));/g,
    to: "let lines = text.includes('\\n') ? $1 : [text];",
  },
  {
    // Thousands of them a frame, and nobody changes one.
    file: /[\\/]ink[\\/]build[\\/]output\.js$/,
    from: /row\.push\((\{\s+type: 'char',\s+value: ' ',\s+fullWidth: false,\s+styles: \[\],\s+\})\);([\s\S]*)$/g,
    to: 'row.push(blank);$2\nconst blank = $1;',
  },
  {
    // It would fetch its own code from a data URL, for which Node loads its HTTP client: 37 ms.
    file: /[\\/]yoga-wasm-base64-esm\.js$/,
    from: /(loadYoga = loadYoga \|\| )\{\};([\s\S]*"data:application\/octet-stream;base64,)([^"]+)"/g,
    to: '$1{wasmBinary:Buffer.from("$3","base64")};$2"',
  },
];

/**
 * Lets Ink start sooner and draw quicker, with the same answers: it loads and makes what plain rows
 * never use. Fails where a package is no longer as it was, so that a new version gets a new look.
 */
export function lightInk(): Plugin {
  return {
    name: 'light-ink',
    setup(build) {
      const made = new Set<Change>();
      const any = new RegExp(changes.map(({ file }) => `(?:${file.source})`).join('|'));
      build.onLoad({ filter: any }, async ({ path }) => {
        let text = await readFile(path, 'utf8');
        for (const change of changes.filter(({ file }) => file.test(path))) {
          const changed = text.replace(change.from, change.to);
          if (changed !== text) made.add(change);
          text = changed;
        }
        // Behind it, so that errors keep their places.
        return { contents: `${text}\n${uses.join('')}`, loader: 'js' };
      });
      build.onEnd(() => {
        const missed = changes.filter((change) => !made.has(change));
        return {
          errors: missed.map(({ file, from }) => ({ text: `No ${from} is in any ${file}.` })),
        };
      });
    },
  };
}
