import { isoTime } from '../../domain/instant.ts';
import { isPossible, type Way } from '../../domain/ways-back.ts';
import type { Recovery } from '../../workflows/recover.ts';
import { type CheckDocument, checkDocument } from '../json.ts';

/** What is wrong with a service, as `recover --json` shows it. */
export type DiagnosisDocument = {
  kind: Recovery['diagnosis']['kind'];
  words: string;
  trouble: Recovery['diagnosis']['trouble'];
  troubleWords: string | null;
  remedy: string | null;
  azure: string;
  provisioningState: string | null;
  deletedAt: string | null;
  purgeAt: string | null;
  gateways: {
    region: string | null;
    url: string;
    state: string;
    status: number | null;
    ms: number | null;
    words: string;
  }[];
  serving: string[];
  rememberedAt: string | null;
};

/** One way back, as `recover --json` shows it. */
export type WayDocument = {
  kind: Way['kind'];
  title: string;
  command: string | null;
  harm: Way['harm'];
  costs: string;
  possible: boolean | null;
  expected: Way['expected'];
  checks: CheckDocument[];
  backup: string | null;
};

/** The diagnosis of a recovery. */
export function diagnosisDocument({
  facts,
  diagnosis,
}: Pick<Recovery, 'facts' | 'diagnosis'>): DiagnosisDocument {
  const { state, gateways, remembered } = facts;
  return {
    ...diagnosis,
    azure: state.kind,
    provisioningState: state.kind === 'there' ? state.provisioningState : null,
    deletedAt: isoTime(state.kind === 'deleted' ? state.deletedAt : null),
    purgeAt: isoTime(state.kind === 'deleted' ? state.purgeAt : null),
    gateways: gateways.map((gateway) => ({ ...gateway })),
    rememberedAt: isoTime(remembered?.at ?? null),
  };
}

/** A way back. */
export function wayDocument(way: Way): WayDocument {
  const { checks, ...rest } = way;
  return { ...rest, possible: isPossible(way), checks: checks.map(checkDocument) };
}
