import { LifeboatError } from '../domain/error.ts';
import type { ConfigurationFile } from '../ports/configuration-file.ts';

/** A configuration file without a disk; `others` are files beside it, by the path that is asked for. */
export function memoryConfigurationFile(
  text: string | null = null,
  others: Readonly<Record<string, string>> = {},
): ConfigurationFile {
  let kept = text;
  const path = '/home/ana/.config/lifeboat/config.yaml';
  return {
    path,
    read: async () => kept,
    async readOther(other) {
      const found = others[other];
      return found === undefined ? null : { path: `/home/ana/${other}`, text: found };
    },
    async write(next, { replace }) {
      if (kept !== null && !replace) {
        throw new LifeboatError('conflict', `The configuration ${path} exists already.`);
      }
      kept = next;
    },
  };
}
