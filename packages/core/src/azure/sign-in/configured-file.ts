import { LifeboatError } from '../../domain/error.ts';
import type { PrivateFiles } from './private-files.ts';

/**
 * The text of a file that the configuration names, or null when there is none.
 * Errors: `config-invalid` when it may not be read, naming the key.
 */
export async function readConfiguredFile(
  files: PrivateFiles,
  path: string,
  key: 'certificatePath' | 'tokenFilePath',
): Promise<string | null> {
  try {
    return await files.read(path);
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new LifeboatError('config-invalid', `The file of ${key} cannot be read: ${words}`, {
      hint: `Correct ${key}, or let this account read ${path}.`,
      cause,
    });
  }
}
