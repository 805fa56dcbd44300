import { LifeboatError } from '../domain/error.ts';
import type { ConfigurationFile } from '../ports/configuration-file.ts';

/** A configuration file without a disk. */
export function memoryConfigurationFile(text: string | null = null): ConfigurationFile {
  let kept = text;
  const path = '/home/ana/.config/lifeboat/config.yaml';
  return {
    path,
    read: async () => kept,
    async write(next, { replace }) {
      if (kept !== null && !replace) {
        throw new LifeboatError('conflict', `The configuration ${path} exists already.`);
      }
      kept = next;
    },
  };
}
