import type { Check } from './check.ts';
import type { ServiceId } from './configuration.ts';
import type { Instant } from './instant.ts';
import type { Requester } from './operation.ts';

/** What may want a second person. */
export const approvalKinds = ['backup', 'restore', 'undelete', 'prune'] as const;

/** One of {@link approvalKinds}. */
export type ApprovalKind = (typeof approvalKinds)[number];

/** One of a kind, as sentences say it: `a restore`, `an undelete`. */
export function oneOfKind(kind: ApprovalKind): string {
  return kind === 'undelete' ? `an ${kind}` : `a ${kind}`;
}

/** Which kinds want a second person, in which environments, and who may decide. */
export type ApprovalRules = {
  /** By kind: the environments that want one. */
  environments: Partial<Record<ApprovalKind, string[]>>;
  /** Names under `people:`. */
  by: string[];
  /** How long a request waits for a decision, and a decision may be used. Milliseconds. */
  lastMs: number;
};

/** One human being in all doors; see `people:` of the configuration. */
export type Person = {
  name: string;
  /** Object id in Microsoft Entra, lower case; null when unmapped. */
  azure: string | null;
  /** Slack user id; null when unmapped. */
  slack: string | null;
};

/** Who asked or decided, as far as the door knows. */
export type Asker = {
  who: string;
  host: string;
  door: Requester['door'];
  /** The name under `people:`; null when nobody there fits. */
  person: string | null;
  /** Object id in Microsoft Entra, lower case; null when unknown. */
  azure: string | null;
  /** Slack user id; null outside Slack. */
  slack: string | null;
};

/** A request for a second person, bound to one plan and decided once. */
export type Approval = {
  /** Short, so that people can type it. */
  id: string;
  kind: ApprovalKind;
  service: ServiceId;
  label: string;
  environment: string | null;
  /** The plan it is for; another plan wants another approval. */
  planHash: string;
  /** The sentences people decide on. */
  summary: string[];
  /** What the checks said when it was asked for, to tell what got worse since. */
  checks: Omit<Check, 'code'>[];
  /** The command line that carries it out once it is approved. */
  line: string;
  reason: string | null;
  asker: Asker;
  askedAt: Instant;
  /** From then on it can neither be decided nor used. */
  endsAt: Instant;
  status: 'open' | 'approved' | 'rejected' | 'used';
  decision: { by: Asker; at: Instant; reason: string | null } | null;
  /** The operation that used it. */
  operation: string | null;
};
