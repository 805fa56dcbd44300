/** Where Lifeboat's files are; absolute paths. */
export type Places = {
  configuration: string;
  stateFolder: string;
  store: string;
  audit: string;
  log: string;
  /** What long ended, in dated files. */
  archive: string;
  /** A folder of one's own, one file a sign-in. */
  tokenCache: string;
};
