import type { DeviceCodeRequest } from '@azure/msal-node';
import type { MakeMethod } from './method.ts';
import { personMethod } from './person.ts';
import { until } from './until.ts';

/** A person on another device: the address and the code go to the prompt, the answer is polled for. */
export const deviceCode: MakeMethod = (parts) =>
  personMethod(parts, async ({ app, scope, prompt, signal }) => {
    const request: DeviceCodeRequest = {
      scopes: [scope],
      deviceCodeCallback(given) {
        // MSAL calls this after a refusal too, with nothing in it; what was refused is in the answer.
        if (!given.userCode) throw new TypeError('There is no device code.');
        prompt({
          kind: 'device-code',
          url: given.verificationUri,
          code: given.userCode,
          words: given.message,
          expiresAt: parts.clock.now() + given.expiresIn * 1000,
        });
      },
    };
    const stop = () => {
      request.cancel = true;
    };
    signal?.addEventListener('abort', stop, { once: true });
    try {
      // MSAL notices `cancel` only after its next pause, so the wait for it is cut short here.
      return await until(signal, app.acquireTokenByDeviceCode(request));
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  });
