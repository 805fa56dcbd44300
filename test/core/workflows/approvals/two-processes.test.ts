import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manualClock } from '../../../../packages/core/src/testing.ts';
import { anApproval } from '../../domain/build-records.ts';
import { startFixture } from '../../store/child.ts';
import { openStore } from '../../store/fixtures/open-store.ts';

const requests = 12;
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lifeboat-approvals-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('two people who decide at once, in two processes on one store', () => {
  it('decide each request once, and the other one hears who did', async () => {
    const now = manualClock().now();
    const store = openStore(folder);
    await store.update((draft) => {
      for (let number = 0; number < requests; number += 1) {
        const id = `a${String(number).padStart(6, '0')}`;
        draft.put('approval', anApproval({ id, askedAt: now, endsAt: now + 60_000 }));
      }
    });
    const raj = startFixture('decide-all', folder, 'raj', 'approved');
    const zoe = startFixture('decide-all', folder, 'zoe', 'rejected');
    await Promise.all([raj.said(1), zoe.said(1)]);
    for (const each of [raj, zoe]) each.process.stdin?.write('go\n');
    const ends = await Promise.all([raj.ended, zoe.ended]);
    expect(ends.map(({ code, errors }) => [code, errors])).toEqual([
      [0, ''],
      [0, ''],
    ]);

    const said = (lines: string[]): Map<string, unknown> =>
      new Map(lines.slice(1).map((line) => [JSON.parse(line).id, JSON.parse(line)]));
    const [ofRaj, ofZoe] = [said(raj.lines()), said(zoe.lines())];
    const kept = (await store.read()).all('approval');
    await store.close();

    expect(kept).toHaveLength(requests);
    for (const { id, status, decision } of kept) {
      const isRajs = status === 'approved';
      const [winner, loser] = isRajs ? [ofRaj, ofZoe] : [ofZoe, ofRaj];
      const name = isRajs ? 'raj' : 'zoe';
      expect(decision?.by.person).toBe(name);
      expect(winner.get(id)).toEqual({ id, decided: true });
      expect(loser.get(id)).toEqual({ id, code: 'conflict', by: name });
    }
  });
});
