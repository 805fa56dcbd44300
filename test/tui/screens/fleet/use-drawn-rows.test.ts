import { render } from 'ink-testing-library';
import { createElement } from 'react';
import { expect, it } from 'vitest';
import { useDrawnRows } from '../../../../packages/tui/src/screens/fleet/use-drawn-rows.ts';

const rows = Array.from({ length: 20 }, (_, at) => ({ name: `row ${at}` }));

it('draws a row once until what it is drawn with changes', () => {
  const drawn: string[] = [];
  function List({ first, drawing }: { first: number; drawing: object }) {
    useDrawnRows(
      rows.slice(first, first + 10),
      ({ name }) => {
        drawn.push(name);
        return name;
      },
      drawing,
    );
    return null;
  }
  const one = {};
  const app = render(createElement(List, { first: 0, drawing: one }));
  expect(drawn).toHaveLength(10);
  app.rerender(createElement(List, { first: 0, drawing: one }));
  expect(drawn).toHaveLength(10);
  app.rerender(createElement(List, { first: 1, drawing: one }));
  expect(drawn.slice(10)).toEqual(['row 10']);
  app.rerender(createElement(List, { first: 1, drawing: {} }));
  expect(drawn).toHaveLength(21);
  app.unmount();
});
