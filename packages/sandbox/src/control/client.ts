import type { FaultInput } from '../faults/fault.ts';
import type { OptionsChange } from '../options.ts';
import type { JournalEntry } from './journal.ts';
import { createWorldClient, type WorldControl } from './world-client.ts';

/** A principal as controls name it: object id, client id, principal name, or an application's name. */
export type Who = { principal: string; tenant?: string };

/** A device sign-in that was started. `expiresAt` is sandbox time, ISO 8601. */
export type WaitingDevice = {
  userCode: string;
  clientId: string;
  expiresAt: string;
  decided: boolean;
};

/** The control endpoint as functions. Each rejects with the endpoint's message when it refuses. */
export type SandboxControl = WorldControl & {
  /** Moves time forward; what falls due on the way happens at its own time. */
  advance(by: {
    days?: number;
    hours?: number;
    minutes?: number;
    seconds?: number;
    ms?: number;
  }): Promise<{ now: string; rate: number }>;
  setRate(rate: number): Promise<{ now: string; rate: number }>;
  setOptions(change: OptionsChange): Promise<void>;
  /** Scripts a fault and gives its id. */
  addFault(fault: FaultInput): Promise<string>;
  /** Removes all scripted faults. */
  removeFaults(): Promise<void>;
  /** The requests seen so far, oldest first; neither controls nor tokens are in it. */
  requests(): Promise<JournalEntry[]>;
  clearRequests(): Promise<void>;
  /** From now on this user agrees to every browser and device sign-in at once; null asks again. */
  autoApprove(user: string | null): Promise<void>;
  /** The device codes that wait for a person. */
  devices(): Promise<WaitingDevice[]>;
  /** Enters a device's code as a user; null declines. */
  decideDevice(userCode: string, user: string | null): Promise<void>;
  /**
   * Makes a principal's tokens count no longer until the claims challenge is
   * answered. `interaction` refuses its refresh tokens too; `everyClient`
   * challenges clients that did not declare `cp1`.
   */
  revoke(who: Who & { interaction?: boolean; everyClient?: boolean }): Promise<void>;
  /** Replaces what an application signs in with. */
  setCredentials(
    who: Who & {
      secrets?: string[];
      expiredSecrets?: string[];
      certificates?: string[];
      federated?: string[];
    },
  ): Promise<void>;
  /** An access token for any principal, without signing in. `expiresIn` is real seconds. */
  token(who: Who & { audience: string }): Promise<{ token: string; expiresIn: number }>;
  /** A federated token as an outside issuer would sign it. */
  federatedToken(asked: {
    issuer: string;
    subject: string;
    audience?: string;
    lifeSeconds?: number;
  }): Promise<string>;
  /** Chooses the identities of the machine behind the identity endpoints. */
  setMachine(machine: {
    systemAssigned: string | null;
    userAssigned: { principal: string; resourceId: string }[];
  }): Promise<void>;
  /** Any other control, by its path under `/_sandbox`. */
  call(method: string, path: string, body?: unknown): Promise<unknown>;
};

/** Makes the functions out of one that sends a request to the control endpoint. */
export function createControlClient(
  send: (method: string, path: string, body: unknown) => Promise<Response>,
): SandboxControl {
  // The endpoint is the sandbox's own, so what it answers has the types written here.
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await send(method, path, body);
    if (response.ok) return (await response.json()) as T;
    throw new Error(`The sandbox refused ${method} ${path}: ${await response.text()}`);
  };
  return {
    ...createWorldClient(call),
    advance: (by) => call('POST', '/clock/advance', by),
    setRate: (rate) => call('POST', '/clock/rate', { rate }),
    setOptions: (change) => call('POST', '/options', change),
    addFault: async (fault) => (await call<{ id: string }>('POST', '/faults', fault)).id,
    removeFaults: () => call('DELETE', '/faults'),
    requests: async () => (await call<{ requests: JournalEntry[] }>('GET', '/requests')).requests,
    clearRequests: () => call('DELETE', '/requests'),
    autoApprove: (user) => call('POST', '/entra/auto-approve', { user }),
    devices: async () =>
      (await call<{ devices: WaitingDevice[] }>('GET', '/entra/devices')).devices,
    decideDevice: (userCode, user) => call('POST', '/entra/devices', { userCode, user }),
    revoke: (who) => call('POST', '/entra/revoke', who),
    setCredentials: (who) => call('PUT', '/entra/credentials', who),
    token: (who) => call('POST', '/entra/token', who),
    federatedToken: async (asked) =>
      (await call<{ token: string }>('POST', '/entra/federated-token', asked)).token,
    setMachine: (machine) => call('PUT', '/identity/machine', machine),
    call,
  };
}
