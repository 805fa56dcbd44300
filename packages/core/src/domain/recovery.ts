import type { Instant } from './instant.ts';
import { isInAzure } from './operation.ts';
import type { GatewayFact, RecoveryFacts } from './recovery-facts.ts';
import { utcTimeAndRelative } from './relative-time.ts';
import { isIdle } from './service-seen.ts';

/** What is wrong with a service; one word for scripts. */
export type DiagnosisKind =
  | 'deleted'
  | 'gone'
  | 'missing'
  | 'working'
  | 'region-down'
  | 'partly-serving'
  | 'not-serving'
  | 'silent'
  | 'failed'
  | 'serving'
  | 'blind';

/** What keeps us from seeing: the region, Resource Manager, the sign-in, its rights, or our own network. */
export type Trouble = 'region' | 'azure' | 'sign-in' | 'rights' | 'network';

/** What is wrong, in a word and in sentences. */
export type Diagnosis = {
  kind: DiagnosisKind;
  /** One sentence. */
  words: string;
  trouble: Trouble | null;
  /** Why we cannot see, in a sentence; null when we can. */
  troubleWords: string | null;
  /** What to do about that first; null when nothing helps but waiting. */
  remedy: string | null;
  /** The regions whose gateway serves. */
  serving: string[];
};

/** What is wrong with a service, from what was seen and remembered and nothing else. */
export function diagnose(facts: RecoveryFacts): Diagnosis {
  const trouble = troubleOf(facts);
  const { kind, words } = verdictOn(facts, trouble);
  return { kind, words, trouble, ...aboutTrouble(facts, trouble), serving: servingRegions(facts) };
}

/** Whether any gateway of the service serves. */
export function serves(gateways: readonly GatewayFact[]): boolean {
  return gateways.some(({ state }) => state === 'serves');
}

function verdictOn(
  facts: RecoveryFacts,
  trouble: Trouble | null,
): { kind: DiagnosisKind; words: string } {
  const { label, state, open, now } = facts;
  switch (state.kind) {
    case 'deleted':
      return { kind: 'deleted', words: `${label} was deleted. ${deletedWords(state, now)}` };
    case 'gone':
      return {
        kind: 'gone',
        words: `${label} does not exist in Azure, and is not soft-deleted either: it was purged, or it never was where its resource id says.`,
      };
    case 'missing':
      return {
        kind: 'missing',
        words: `${label} does not exist in Azure. Whether it can be undeleted could not be read: ${state.words}`,
      };
    case 'there':
    case 'unseen':
      break;
  }
  if (open !== null && isInAzure(open.status)) {
    return {
      kind: 'working',
      words: `A ${open.kind} of ${label} is ${open.status === 'unknown' ? 'under way or ended, nobody knows' : 'under way'}: ${open.id}.`,
    };
  }
  if (state.kind === 'there') return ofState(facts, state.provisioningState);
  return ofGateways(facts) ?? blind(facts, trouble);
}

function deletedWords(
  { deletedAt, purgeAt }: { deletedAt: Instant | null; purgeAt: Instant | null },
  now: Instant,
): string {
  const when = deletedAt === null ? '' : ` It happened ${utcTimeAndRelative(deletedAt, now)}.`;
  const until =
    purgeAt === null
      ? 'Azure keeps it for 48 hours and can undelete it.'
      : `Azure keeps it until ${utcTimeAndRelative(purgeAt, now)} and can undelete it until then.`;
  return `${until}${when}`;
}

/** Azure answers: its word on the service, then what the gateways say. */
function ofState(
  facts: RecoveryFacts,
  provisioningState: string,
): { kind: DiagnosisKind; words: string } {
  const { label } = facts;
  if (!isIdle(provisioningState)) {
    const still = serves(facts.gateways) ? ' Its gateway serves meanwhile.' : '';
    return {
      kind: 'working',
      words: `Azure works on ${label}: its state is ${provisioningState}.${still}`,
    };
  }
  const gateways = ofGateways(facts);
  if (gateways !== null && gateways.kind !== 'silent' && gateways.kind !== 'serving')
    return gateways;
  if (provisioningState.toLowerCase() === 'failed') {
    return {
      kind: 'failed',
      words: `Azure says that ${label} is in state Failed: its last management operation did not end well.`,
    };
  }
  if (gateways !== null) return gateways;
  return {
    kind: 'silent',
    words: `Azure says that ${label} is ${provisioningState}, and names no gateway that could be asked.`,
  };
}

/** What the gateways alone tell; null when there is none, or none answered and Azure did not either. */
function ofGateways({
  label,
  state,
  gateways,
}: RecoveryFacts): { kind: DiagnosisKind; words: string } | null {
  const regional = gateways.filter(({ region }) => region !== null);
  const asked = regional.length > 0 ? regional : gateways;
  if (asked.length === 0) return null;
  const up = asked.filter((one) => one.state === 'serves');
  const bad = asked.filter((one) => one.state === 'bad');
  const names = (some: readonly GatewayFact[]): string =>
    some.map(({ region }) => region ?? 'any region').join(', ');
  if (up.length === asked.length) {
    return { kind: 'serving', words: `The gateway of ${label} serves in ${names(asked)}.` };
  }
  const rest = asked.filter((one) => one.state !== 'serves');
  if (up.length > 0) {
    return {
      kind: 'partly-serving',
      words: `${label} serves in ${names(up)}, but not in ${names(rest)}.`,
    };
  }
  if (bad.length > 0) {
    return {
      kind: 'not-serving',
      words: `The gateway of ${label} answers, but badly: ${badWords(bad)}.`,
    };
  }
  if (state.kind !== 'there') return null;
  return {
    kind: 'silent',
    words: `Azure says that ${label} is ${state.provisioningState}, but its gateway (${names(asked)}) gives this machine no answer. It may be private, or down: ask a client of it.`,
  };
}

function badWords(bad: readonly GatewayFact[]): string {
  return bad.map(({ region, status }) => `HTTP ${status} in ${region ?? 'any region'}`).join(', ');
}

/** Azure says nothing of it, and no gateway answers. */
function blind(
  { label, homeRegion }: RecoveryFacts,
  trouble: Trouble | null,
): { kind: DiagnosisKind; words: string } {
  if (trouble === 'region') {
    return {
      kind: 'region-down',
      words: `Azure answers, but not for ${label}: ${homeRegion ?? 'its region'} is in trouble, by all that can be seen from here.`,
    };
  }
  return { kind: 'blind', words: `Nobody here can say how ${label} is.` };
}

function servingRegions({ gateways }: RecoveryFacts): string[] {
  return gateways.flatMap(({ state, region }) =>
    state === 'serves' && region !== null ? [region] : [],
  );
}

/** Why Azure's word on the service is missing; null when it is not. */
function troubleOf(facts: RecoveryFacts): Trouble | null {
  const { state, signIn, managerAnswers, storageAnswers, gateways } = facts;
  if (state.kind !== 'unseen') return null;
  if (state.reason === 'not-signed-in' || signIn.kind === 'refused') return 'sign-in';
  if (state.reason === 'refused') return 'rights';
  if (managerAnswers) return 'region';
  const others = storageAnswers || gateways.some(({ status }) => status !== null);
  if (others && signIn.kind === 'silent') return 'sign-in';
  // An error is an answer too: whoever gave it was reached over the network.
  return others || state.reason === 'error' ? 'azure' : 'network';
}

function aboutTrouble(
  { state, signIn }: RecoveryFacts,
  trouble: Trouble | null,
): Pick<Diagnosis, 'troubleWords' | 'remedy'> {
  const said = state.kind === 'unseen' ? state.words : '';
  const remedy = state.kind === 'unseen' ? state.remedy : null;
  switch (trouble) {
    case null:
      return { troubleWords: null, remedy: null };
    case 'region':
      return {
        troubleWords: `Resource Manager answers, but cannot reach the service: ${said}`,
        remedy: null,
      };
    case 'azure':
      return {
        troubleWords: `Azure Resource Manager does not answer this machine, while other parts of Azure do: ${said}`,
        remedy: 'Look at https://azure.status.microsoft and try again in a minute.',
      };
    case 'sign-in':
      return {
        troubleWords: `The sign-in is the trouble: ${signIn.kind === 'works' ? said : signIn.words}`,
        remedy: signIn.kind === 'refused' ? (signIn.remedy ?? remedy) : remedy,
      };
    case 'rights':
      return { troubleWords: `The signed-in account may not read it: ${said}`, remedy };
    case 'network':
      return {
        troubleWords: `Nothing answers this machine, neither Azure nor a gateway: most likely its own network, a VPN or a proxy is the trouble. ${said}`,
        remedy: 'Look at the network, or use another machine; `apim doctor` looks at each part.',
      };
  }
}
