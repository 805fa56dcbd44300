/** Where a request arrived. */
export type FrontName = 'main' | 'storage' | 'identity' | 'gateway';

/** One request that was seen. Holds nothing secret: no token, no body, no signature. */
export type JournalEntry = {
  number: number;
  /** Sandbox time, ISO 8601. */
  at: string;
  front: FrontName;
  method: string;
  /** Path and query as they came, with signatures and codes masked. */
  path: string;
  clientRequestId: string | null;
  /** Whether an Authorization header arrived. */
  authorized: boolean;
  /** The answer's status; null while it is being made, and when the connection was cut instead. */
  status: number | null;
  /** The kind of fault that was played, if any. */
  fault: string | null;
};

/** The list of requests seen, oldest first. */
export type Journal = {
  /** Notes a request; the entry is filled in when its answer is known. */
  begin(entry: Omit<JournalEntry, 'number' | 'status' | 'fault'>): JournalEntry;
  entries(): JournalEntry[];
  clear(): void;
};

/** How many requests are kept; the oldest go first. */
const limit = 20_000;

/** Makes an empty journal. */
export function createJournal(): Journal {
  let entries: JournalEntry[] = [];
  let count = 0;
  return {
    begin(seen) {
      count += 1;
      const entry: JournalEntry = {
        ...seen,
        path: maskPath(seen.path),
        number: count,
        status: null,
        fault: null,
      };
      entries.push(entry);
      if (entries.length > limit) entries.shift();
      return entry;
    },
    entries: () => entries,
    clear: () => {
      entries = [];
    },
  };
}

/** Hides what would let a reader act: SAS signatures and authorization codes. */
function maskPath(path: string): string {
  return path.replace(/([?&](?:sig|code|client_secret|access_token)=)[^&]*/gi, '$1***');
}
