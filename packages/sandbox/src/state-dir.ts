import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Certificates, makeCertificates } from './tls/certificates.ts';

/** The sandbox's folder and the TLS material in it, as text and as files. */
export type StateDir = Certificates & {
  stateDir: string;
  caFile: string;
  certificateFile: string;
  keyFile: string;
  /** Removes the folder when it was made here; a given one stays. */
  close(): Promise<void>;
};

/** Makes the folder and writes a new CA and server certificate into it. Units: `nowMs` is real time. */
export async function openStateDir(given: string | undefined, nowMs: number): Promise<StateDir> {
  const stateDir = given ?? (await mkdtemp(join(tmpdir(), 'lifeboat-sandbox-')));
  await mkdir(stateDir, { recursive: true, mode: 0o700 });
  const certificates = await makeCertificates(nowMs);
  const write = async (name: string, text: string) => {
    const file = join(stateDir, name);
    await writeFile(file, text, { mode: 0o600 });
    return file;
  };
  return {
    ...certificates,
    stateDir,
    caFile: await write('ca.pem', certificates.ca),
    certificateFile: await write('server.pem', certificates.certificate),
    keyFile: await write('server.key', certificates.key),
    async close() {
      if (given === undefined) await rm(stateDir, { recursive: true, force: true });
    },
  };
}
