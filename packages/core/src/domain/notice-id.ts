import { createHash } from 'node:crypto';

/**
 * The id of a notice: `n` and 22 letters, made from its cause, so that one cause is one notice in
 * every process. 132 bits of SHA-256.
 */
export function noticeId(event: string, cause: string): string {
  return `n${createHash('sha256').update(`${event}\n${cause}`).digest('base64url').slice(0, 22)}`;
}

/**
 * The name of a webhook among notifiers: its host, told apart by eight letters of its whole address,
 * which may itself be a secret.
 */
export function webhookName(url: string): string {
  const digest = createHash('sha256').update(url).digest('base64url').slice(0, 8);
  return `webhook:${new URL(url).host}#${digest}`;
}
