/** Where Lifeboat's files are; absolute paths. */
export type Places = {
  configuration: string;
  stateFolder: string;
  store: string;
  audit: string;
  log: string;
  tokenCache: string;
};
