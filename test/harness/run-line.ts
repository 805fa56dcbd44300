import { press, type Ui } from './ui.ts';

/** Types a line into the palette, some characters at a time as people do, and runs it. */
export async function runLine(ui: Ui, line: string): Promise<void> {
  ui.type(':');
  await ui.shows(/^ :/m);
  for (let end = 0; end < line.length; ) {
    const begin = end;
    end = Math.min(line.length, begin + 12);
    ui.type(line.slice(begin, end));
    await ui.shows(`:${line.slice(0, end).trimEnd()}`);
  }
  ui.type(press.enter);
}
