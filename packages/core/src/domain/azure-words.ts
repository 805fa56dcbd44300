import type { AzureFailure } from './azure-failure.ts';

/**
 * What Azure said without what stands in fields of its own: its code in front, and the ids and the
 * time that Entra ID ends its words with. For a sentence that names the code itself.
 */
export function bareWords({ code, message }: Pick<AzureFailure, 'code' | 'message'>): string {
  const [words = message] = message.split(/\s+Trace ID: /);
  const start = `${code}:`;
  return (code !== null && words.startsWith(start) ? words.slice(start.length) : words).trim();
}

/**
 * Whether a sentence carries Azure's words already, so that a door need not say them twice. Spaces do
 * not count. Nothing but the showing may depend on this.
 */
export function saysAlready(
  sentence: string,
  azure: Pick<AzureFailure, 'code' | 'message'>,
): boolean {
  return even(sentence).includes(even(bareWords(azure)).replace(/\.$/, ''));
}

function even(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
