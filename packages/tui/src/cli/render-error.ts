import { type Block, type LifeboatError, type Place, saysAlready } from '@lifeboat/core';
import type { Look } from './look.ts';
import { render } from './render.ts';

/** An error for people: what happened, where in the line, what Azure said, what to do next. */
export function renderError(error: LifeboatError, now: number, look: Look): string {
  return render(errorBlocks(error), now, look);
}

/** The same as blocks, for what draws them otherwise. */
export function errorBlocks(error: LifeboatError): Block[] {
  const [first = '', ...more] = error.message.split('\n');
  const blocks: Block[] = [{ kind: 'sentence', text: first, tone: 'bad' }];
  // Several mistakes in one file stand on a line each.
  if (more.length > 0) blocks.push({ kind: 'list', items: more.map((line) => line.trim()) });
  const place = placeOf(error);
  if (place !== null) blocks.push({ kind: 'verbatim', text: pointAt(place) });
  if (error.azure !== null) {
    const { status, code, message, requestId } = error.azure;
    const what = [status, code].filter((part) => part !== null).join(' ');
    if (!saysAlready(error.message, error.azure)) {
      const said = `${what === '' ? 'Azure' : `Azure (${what})`}: ${message}`;
      blocks.push({ kind: 'sentence', text: said, tone: 'plain' });
    } else if (status !== null) {
      blocks.push({ kind: 'sentence', text: `Azure answered ${what}.`, tone: 'quiet' });
    }
    for (const detail of error.azure.details) {
      const inner = detail.code === null ? detail.message : `${detail.code}: ${detail.message}`;
      blocks.push({ kind: 'sentence', text: inner, tone: 'plain' });
    }
    if (requestId !== null) {
      blocks.push({ kind: 'sentence', text: `Request id ${requestId}`, tone: 'quiet' });
    }
  }
  if (error.hint !== null) blocks.push({ kind: 'sentence', text: error.hint, tone: 'plain' });
  return blocks;
}

function placeOf(error: LifeboatError): Place | null {
  const place = error.data?.place;
  if (typeof place !== 'object' || place === null || !('column' in place)) return null;
  // Only usage errors carry a `place`, and the parser makes them all.
  return place as Place;
}

function pointAt(place: Place): string {
  const safe = place.line.replace(/\p{Cc}/gu, ' ');
  const before = [...`apim ${safe.slice(0, place.column - 1)}`].length;
  return `  apim ${safe}\n  ${' '.repeat(before)}${'^'.repeat(place.length)}`;
}
