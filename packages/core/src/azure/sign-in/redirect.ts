/** The way back from the browser. */
export type Redirect = {
  /** As it is given to the authority. */
  redirectUri: string;
  /** Resolves with the parameters of the answer: `code`, or `error` and its words. */
  answer: Promise<URLSearchParams>;
  /** Takes an address that a person copied; null where the browser comes back by itself. */
  pasteBack: ((address: string) => void) | null;
  close(): void;
};

/** True for parameters that answer the request made with `state`; anything else may be anybody's. */
export function asksBack(parameters: URLSearchParams, state: string): boolean {
  const states = parameters.getAll('state');
  if (states.length !== 1 || states[0] !== state) return false;
  return parameters.has('code') || parameters.has('error');
}

/**
 * The way back by hand, for a redirect URI that this machine does not answer: the person copies the
 * address that the browser ends at. One that is not the answer is told to `onMistake`, and the wait goes on.
 */
export function pastedRedirect(
  redirectUri: string,
  state: string,
  onMistake: (problem: string) => void,
): Redirect {
  const answer = Promise.withResolvers<URLSearchParams>();
  return {
    redirectUri,
    answer: answer.promise,
    pasteBack(address) {
      const parameters = new URLSearchParams(/[?#](.*)$/s.exec(address.trim())?.[1] ?? '');
      if (asksBack(parameters, state)) return answer.resolve(parameters);
      onMistake(
        parameters.has('code')
          ? 'That address belongs to another sign-in; open the address above once more.'
          : 'That address carries no answer; copy the whole address the browser ended at, from its address bar.',
      );
    },
    close() {},
  };
}
