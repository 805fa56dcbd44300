import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { newWorld } from '../world/new-world.ts';

const text = readFileSync(new URL('../../../CONTRIBUTING.md', import.meta.url), 'utf8');
const section = text.slice(text.indexOf('| what | request | body |'));

/** The first request of each row of the table of controls, with the first of several words to choose from. */
const rows = section
  .slice(0, section.indexOf('\n\n'))
  .split('\n')
  .slice(2)
  .map((line) => {
    const [, what = '', request = '', body = ''] = line
      .split(/(?<!\\)\|/)
      .map((each) => each.trim());
    const [, method = '', path = ''] = /`(\w+)`?.*?(\/[^`]+)`/.exec(request) ?? [];
    return { what, method, path, body: body.replaceAll('`', '').replace(/(?:\\\|\w+)+/g, '') };
  });

describe('the table of controls in CONTRIBUTING.md', () => {
  it('is read', () => {
    expect(rows.length).toBeGreaterThan(12);
  });

  it.each(rows)('is true for $what: $method $path $body', async ({ method, path, body }) => {
    const world = newWorld();
    const [, room = '', rest = ''] = /^\/(world|regions)(\/.*)$/.exec(path) ?? [];

    const app = room === 'world' ? world.control : world.regionControl;
    const answer = await app.request(rest, { method, ...(body === '' ? {} : { body }) });

    expect(answer.status, await answer.text()).toBeLessThan(300);
  });
});
