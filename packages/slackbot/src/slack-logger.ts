import type { Lifeboat } from '@lifeboat/core';
import { type Logger, LogLevel } from '@slack/bolt';
import { redact } from './blocks/redact.ts';

/** The libraries' talk in Lifeboat's own log; never their debugging, which holds whole bodies. */
export function slackLogger({ ports }: Pick<Lifeboat, 'ports'>): Logger {
  const words = (said: readonly unknown[]): string => redact(said.map(String).join(' '));
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...said) => ports.log.warn('slack', { words: words(said) }),
    error: (...said) => ports.log.error('slack', { words: words(said) }),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}
