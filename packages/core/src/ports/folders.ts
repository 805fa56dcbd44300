/**
 * Folders of this machine that a person named, for what is exported. Names are relative, with `/`.
 * Errors: `storage-failed`, which names the file.
 */
export type Folders = {
  /** The whole files below a folder; none where there is no such folder. */
  list(folder: string): Promise<string[]>;
  /**
   * Writes a file whole or not at all, over what is there, readable by its owner alone; makes the
   * folders. What `pieces` throws ends it, and nothing is there.
   */
  write(folder: string, name: string, pieces: AsyncIterable<string>): Promise<void>;
  /** Removes a file; nothing happens where there is none. */
  remove(folder: string, name: string): Promise<void>;
};
