import { press, type Ui } from './ui.ts';

/** Types a line into the palette and runs it; a long one comes as a paste does. */
export async function runLine(ui: Ui, line: string): Promise<void> {
  ui.type(':');
  await ui.shows(/^ :/m);
  ui.type(line);
  await ui.shows(`:${line}`);
  ui.type(press.enter);
}
