import { commandName, commands, parseCommand, splitLine } from '@lifeboat/core';
import type { Way } from '@lifeboat/core/live';
import type { Session } from '../../app/session.ts';
import { whyNot } from './way-rows.ts';

/**
 * Begins with a way: runs its line, or opens the page that asks before anything is sent. What would
 * begin at once is asked for here; a line that only looks again looks again here.
 */
export function beginWay(session: Session, way: Way, lookAgain: () => void): void {
  const { toasts, overlay } = session;
  if (way.command === null) {
    toasts.say('plain', way.costs);
    return;
  }
  const line = way.command;
  const parsed = parseCommand(commands, splitLine(line.replace(/^apim /, '')), 'tui');
  const definition = parsed.kind === 'run' ? parsed.definition : null;
  if (definition !== null && commandName(definition) === 'recover') {
    lookAgain();
    return;
  }
  if (definition?.danger !== 'locks') {
    session.act(line);
    return;
  }
  const why = whyNot(way);
  overlay.set({
    kind: 'ask',
    title: way.title,
    words: [...(why === null ? [] : [why]), way.costs, line],
    agree: 'Begin',
    act: () => session.act(line),
  });
}
