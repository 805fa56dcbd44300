/** A sample as a collector would keep it. */
export type Parsed = { name: string; labels: Record<string, string>; value: number };

const nameForm = /^[a-zA-Z_:][a-zA-Z0-9_:]*/;
const labelForm = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"/;
const numberForm = /^[+-]?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|Inf|NaN)$/i;

/**
 * Reads an exposition by the rules that hold in Prometheus' format 0.0.4 and in OpenMetrics 1.0 alike;
 * throws with the line at anything either of them would refuse, or that promtool would complain of.
 */
export function parseExposition(text: string): Parsed[] {
  if (!text.endsWith('# EOF\n')) throw new Error('It does not end with # EOF.');
  const samples: Parsed[] = [];
  const done = new Set<string>();
  const series = new Set<string>();
  let family: string | null = null;
  let help: string | null = null;
  for (const line of text.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1)) {
    const fail = (why: string): never => {
      throw new Error(`${why}: ${line}`);
    };
    if (line === '' || line !== line.trimEnd()) fail('a blank line or a space at the end');
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (kind === 'HELP') {
      if (/["\\]/.test(rest)) fail('the formats escape this differently');
      if (done.has(name)) fail('a metric comes twice');
      help = name;
    } else if (kind === 'TYPE') {
      if (help !== name) fail('a type without its help');
      if (rest !== 'gauge') fail('not a gauge');
      family = name;
      done.add(name);
    } else {
      if (line.startsWith('#')) fail('a comment that is none');
      const sample = parseSample(line, fail);
      if (sample.name !== family) fail('a sample outside of its metric');
      const key = JSON.stringify([sample.name, Object.entries(sample.labels).sort()]);
      if (series.has(key)) fail('a series comes twice');
      series.add(key);
      samples.push(sample);
    }
  }
  return samples;
}

function parseSample(line: string, fail: (why: string) => never): Parsed {
  const name = nameForm.exec(line)?.[0] ?? fail('no name');
  if (/_(total|count|sum|bucket|created|info)$/.test(name)) fail('a name that means another type');
  let rest = line.slice(name.length);
  const labels: Record<string, string> = {};
  if (rest.startsWith('{')) {
    rest = rest.slice(1);
    for (;;) {
      const [all, label = '', value = ''] = labelForm.exec(rest) ?? fail('a label is not right');
      if (label in labels) fail('a label comes twice');
      labels[label] = value.replace(/\\(.)/g, (_, each) => (each === 'n' ? '\n' : each));
      rest = rest.slice(all.length);
      if (rest.startsWith('}')) break;
      if (!rest.startsWith(',')) fail('a label is not right');
      rest = rest.slice(1);
    }
    rest = rest.slice(1);
  }
  if (!rest.startsWith(' ') || !numberForm.test(rest.slice(1))) fail('not one space and a number');
  return { name, labels, value: Number(rest.slice(1).replace('Inf', 'Infinity')) };
}
