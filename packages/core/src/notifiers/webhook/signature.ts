import { createHmac } from 'node:crypto';

/**
 * The signature of a message: `v1=` and the HMAC-SHA-256 of `timestamp.body` in hexadecimal. The
 * timestamp (seconds since 1970) is part of it, so that an old message cannot be sent again as a new
 * one.
 */
export function signatureOf(key: string, timestamp: number, body: string): string {
  return `v1=${createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')}`;
}
