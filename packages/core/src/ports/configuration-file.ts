/** The configuration file, for `init`; loading and checking it is `config/`'s job. */
export type ConfigurationFile = {
  path: string;
  /** The text, or null when there is no file. */
  read(): Promise<string | null>;
  /**
   * Another file, such as the one `init --cloud FILE` names; a relative path starts where the
   * process does. Gives its absolute path too, or null when there is no such file.
   * Errors: `config-invalid` when it cannot be read.
   */
  readOther(path: string): Promise<{ path: string; text: string } | null>;
  /** Writes it (mode 0600, folder 0700, atomically). Errors: `conflict` when it exists and `replace` is false. */
  write(text: string, options: { replace: boolean }): Promise<void>;
};
