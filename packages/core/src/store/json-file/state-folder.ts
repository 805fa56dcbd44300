import { execFile } from 'node:child_process';
import { chmod, chown, readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { LifeboatError } from '../../domain/error.ts';
import { makeFolder } from '../../system/make-folder.ts';
import type { FileAccess } from './file-access.ts';
import { systemCode, writeFailure } from './store-failure.ts';

/**
 * Makes the state folder, or gives an existing one of ours the rights it must have. A folder of
 * somebody else is left alone: using it will show whether we may.
 * Errors: `store-unwritable`; `config-invalid` for a group the system does not know.
 */
export async function prepareStateFolder(folder: string, access: FileAccess): Promise<void> {
  try {
    makeFolder(folder, access.folderMode);
  } catch (error) {
    throw writeFailure(error, folder);
  }
  const { mode, uid, gid } = await stat(folder);
  if (uid !== process.geteuid?.()) return;
  const wanted = access.group === null ? gid : await groupId(access.group);
  if (wanted === gid && (mode & 0o7777) === access.folderMode) return;
  try {
    if (wanted !== gid) await chown(folder, uid, wanted);
    // Changing the group clears the setgid bit, so the mode comes after.
    await chmod(folder, access.folderMode);
  } catch (error) {
    const code = systemCode(error);
    // A read-only disk may still hold a store that can be read.
    if (code !== 'EROFS' && code !== 'EPERM') throw writeFailure(error, folder);
  }
}

async function groupId(name: string): Promise<number> {
  if (/^\d+$/.test(name)) return Number(name);
  const id = await askDirectory(name);
  if (id !== null) return id;
  throw new LifeboatError('config-invalid', `state.group: this machine knows no group ${name}.`, {
    hint: 'Name a group that `getent group` lists, or leave state.group out.',
  });
}

/** `getent` also knows groups of a directory server; where there is none, the file has to do. */
async function askDirectory(name: string): Promise<number | null> {
  const lines = await promisify(execFile)('getent', ['group', '--', name]).then(
    ({ stdout }) => stdout,
    () => readFile('/etc/group', 'utf8').catch(() => ''),
  );
  const line = lines.split('\n').find((each) => each.startsWith(`${name}:`));
  const id = Number(line?.split(':')[2]);
  return line !== undefined && Number.isInteger(id) ? id : null;
}
