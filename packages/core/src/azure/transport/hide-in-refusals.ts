import type { Http } from '../../ports/http.ts';

/**
 * An {@link Http} whose refusals hold no secret that is known here: whoever refuses, Azure or a proxy on
 * the way, may echo what it was sent, and its words are kept and shown (promise 6). Answers that carry
 * what was asked for come through as they are.
 */
export function hideInRefusals<T extends Http>(http: T, mask: (text: string) => string): T {
  return {
    ...http,
    async send(request, signal) {
      const result = await http.send(request, signal);
      if (!result.ok || result.response.status < 300) return result;
      const { response } = result;
      return { ok: true, response: { ...response, text: mask(response.text) } };
    },
  };
}
