import { redact } from './redact.ts';

/**
 * Text from elsewhere for a mrkdwn or fallback text: it can neither ping, link nor format. Slack wants
 * exactly `&`, `<` and `>` escaped (page "Formatting message text", read 2026-11-23).
 */
export function escapeText(text: string): string {
  return unformatted(redact(visible(text)))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** The same inside a code span or block: nothing in it can end it. */
export function escapeCode(text: string): string {
  return escapeText(visible(text).replaceAll('`', 'ˋ'));
}

/** The text cut to at most `most` characters, with a sign that it was; never inside an escape or a pair. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text
    .slice(0, most - 1)
    .replace(/&[a-z]{0,3}$/, '')
    .replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Slack makes links of bare addresses and pings of names only where they are whole: a joiner parts them. */
function unformatted(text: string): string {
  return text
    .replace(/:\/\//g, ':\u2060//')
    .replace(/@(?=channel|here|everyone)/gi, '@\u2060')
    .replace(/\bmailto:/gi, 'mailto\u2060:');
}

/** Without what a reader cannot see: control characters and those that turn the direction of text. */
function visible(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, ' ')
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '');
}
