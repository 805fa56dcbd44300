/** One line of `audit.jsonl`. Times are ISO 8601 UTC; never a secret. */
export type AuditEntry = {
  at: string;
  /** `intent`, `attempt` and `acceptance` are fsynced and replayed when a store is rebuilt. */
  event:
    | 'intent'
    | 'attempt'
    | 'acceptance'
    | 'outcome'
    | 'abandon'
    | 'refusal'
    | 'command'
    | 'note'
    | 'import'
    | 'sign-in'
    | 'recovery'
    | 'hold'
    | 'release'
    | 'pause'
    | 'resume'
    | 'snooze'
    | 'approval'
    | 'decision'
    | 'break-glass'
    | 'force'
    | 'delete'
    | 'undelete'
    | 'schedule'
    | 'notify'
    | 'archive'
    | 'export';
  who: string;
  host: string;
  door: string;
  /** What it was about: a service's label or id, a backup's id; null for global events. */
  subject: string | null;
  operation: string | null;
  /** One sentence. */
  what: string;
  why: string | null;
  /** Enough to rebuild the record: for intents and acceptances the operation itself. */
  record: Record<string, unknown> | null;
};
