import { fork } from 'node:child_process';
import type { MovableClock } from '../clock/clock.ts';
import type { AccountKeys } from '../seams.ts';
import type { AzuriteOrder, AzuriteReport } from './azurite-orders.ts';

/** A running Azurite, on TLS, in a process of its own. */
export type Azurite = {
  port: number;
  /** Resolves once Azurite knows the clock and the accounts of now. Cheap when neither changed. */
  inStep(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Starts Azurite's blob service in memory, telling the sandbox's time.
 *
 * Effects: a child process, which ends with this one however it ends.
 * Errors: Error when the child ends before it listens, with what it printed.
 */
export async function startAzurite(settings: {
  clock: MovableClock;
  accounts: () => AccountKeys[];
  certificateFile: string;
  keyFile: string;
}): Promise<Azurite> {
  const { clock, accounts, certificateFile, keyFile } = settings;
  const child = fork(new URL('../start-azurite.ts', import.meta.url), [], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const waiting = new Map<number, (report: AzuriteReport) => void>();
  const printed: string[] = [];
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.stderr?.on('data', (bytes: Buffer) => printed.push(bytes.toString('utf8')));
  child.on('message', (report: AzuriteReport) => waiting.get(report.id)?.(report));

  let sent = 0;
  let inForce: { key: string; done: Promise<AzuriteReport> } | null = null;

  const order = (): Promise<AzuriteReport> => {
    const current = { clock: clock.segment(), accounts: accountsText(accounts()) };
    const key = JSON.stringify(current);
    if (inForce?.key === key) return inForce.done;
    sent += 1;
    const message: AzuriteOrder = { id: sent, ...current, certificateFile, keyFile };
    const answered = new Promise<AzuriteReport>((resolve) => waiting.set(message.id, resolve));
    const done = Promise.race([answered, ended.then(() => failed(printed))]).finally(() =>
      waiting.delete(message.id),
    );
    done.catch(() => undefined);
    if (child.connected) child.send(message);
    inForce = { key, done };
    return done;
  };

  const { port } = await order();
  return {
    port,
    async inStep() {
      await order();
    },
    async close() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

function failed(printed: string[]): never {
  throw new Error(`Azurite ended by itself. It printed:\n${printed.join('').slice(-2000)}`);
}

function accountsText(accounts: AccountKeys[]): string {
  return accounts.map(({ account, keys }) => [account, ...keys.slice(0, 2)].join(':')).join(';');
}
