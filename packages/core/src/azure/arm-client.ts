import * as z from 'zod/mini';
import { nextPage } from '../arm/paging.ts';
import { parseInstant } from '../domain/instant.ts';
import type { Look, Unseen } from '../ports/azure.ts';
import type { Session } from '../ports/sign-in.ts';
import type { Clock } from '../ports/time.ts';
import type { Caller } from './caller.ts';
import { unseenForeign, unseenGarbled, unseenOfAnswer, unseenOfCall } from './unseen.ts';

/** One question to ARM. */
export type Question = {
  /** Path and query, or an absolute address of the resource manager. */
  address: string;
  /** The right it takes, as the remedy of a refusal names it: `the right "…/read"`. */
  needs: string;
  /** For the reads that ARM does by POST; they change nothing. */
  post?: Record<string, unknown>;
  /** To create what may exist already, such as a container; 201 counts as 200. */
  put?: Record<string, unknown>;
};

/** Reads ARM. Never throws: what cannot be seen comes back as a look that was not seen. */
export type ArmClient = {
  /** One answer, checked against `shape`. */
  read<T>(question: Question, shape: z.ZodMiniType<T>, signal?: AbortSignal): Promise<Look<T>>;
  /** All pages of a list, or not seen: half a list never counts. Bound: see arm/paging.ts. */
  readAll<T>(question: Question, entry: z.ZodMiniType<T>, signal?: AbortSignal): Promise<Look<T[]>>;
};

/** What the client stands on. */
export type ArmClientParts = {
  caller: Caller;
  /** The resource manager's origin. */
  origin: string;
  session: Pick<Session, 'remedy'>;
  clock: Clock;
};

/** A client of Azure Resource Manager for one sign-in. */
export function createArmClient(parts: ArmClientParts): ArmClient {
  return {
    read: (question, shape, signal) => readOne(parts, question, shape, signal),
    readAll: (question, entry, signal) => readPages(parts, question, entry, signal),
  };
}

async function readOne<T>(
  { caller, session, clock }: ArmClientParts,
  { address, needs, post, put }: Question,
  shape: z.ZodMiniType<T>,
  signal?: AbortSignal,
): Promise<Look<T>> {
  const json = { 'content-type': 'application/json' };
  const given = post ?? put;
  const called = await caller(
    given === undefined
      ? { method: 'GET', address, headers: { accept: 'application/json' } }
      : {
          method: post === undefined ? 'PUT' : 'POST',
          address,
          headers: json,
          body: JSON.stringify(given),
        },
    signal,
  );
  if (called.kind !== 'answer') return notSeen(unseenOfCall(called));
  const { response } = called;
  if (response.status !== 200 && !(put !== undefined && response.status === 201)) {
    const remedies = { needs, signInAgain: session.remedy };
    return notSeen(unseenOfAnswer(response, clock.now(), remedies));
  }
  const body = parseJson(response.text);
  if (body === undefined)
    return notSeen(unseenGarbled('Azure answered with something that is not JSON.'));
  const checked = shape.safeParse(body);
  if (!checked.success) {
    const places = checked.error.issues.slice(0, 3).map((issue) => issue.path.join('.') || 'it');
    const words = `Azure's answer has not the shape it should have, at ${places.join(', ')}.`;
    return notSeen(unseenGarbled(words));
  }
  return { seen: true, value: checked.data, date: parseInstant(response.headers.date) };
}

async function readPages<T>(
  parts: ArmClientParts,
  question: Question,
  entry: z.ZodMiniType<T>,
  signal?: AbortSignal,
): Promise<Look<T[]>> {
  const shape = z.looseObject({ value: z.array(entry), nextLink: z.optional(z.unknown()) });
  const found: T[] = [];
  const links = new Set<string>();
  let { address } = question;
  for (;;) {
    const page = await readOne(parts, { ...question, address }, shape, signal);
    if (!page.seen) return page;
    for (const value of page.value.value) found.push(value);
    const next = nextPage(page.value.nextLink, parts.origin, links);
    switch (next.kind) {
      case 'end':
        return { seen: true, value: found, date: page.date };
      case 'foreign':
        return notSeen(unseenForeign(next.address));
      case 'endless':
        return notSeen(unseenGarbled('Azure gave pages without end.'));
      case 'page':
        links.add(next.link);
        address = next.link;
    }
  }
}

function notSeen(why: Unseen): { seen: false; why: Unseen } {
  return { seen: false, why };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
