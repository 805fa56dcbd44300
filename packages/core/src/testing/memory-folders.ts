import type { Folders } from '../ports/folders.ts';

/** Folders in memory; `files` has them by `folder/name`. */
export type MemoryFolders = Folders & { readonly files: ReadonlyMap<string, string> };

/** No folder yet. */
export function memoryFolders(): MemoryFolders {
  const files = new Map<string, string>();
  return {
    files,
    async list(folder) {
      const start = `${folder}/`;
      return [...files.keys()]
        .filter((path) => path.startsWith(start))
        .map((path) => path.slice(start.length));
    },
    async write(folder, name, pieces) {
      let text = '';
      for await (const piece of pieces) text += piece;
      files.set(`${folder}/${name}`, text);
    },
    async remove(folder, name) {
      files.delete(`${folder}/${name}`);
    },
  };
}
