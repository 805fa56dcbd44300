import { knownNames, noNames } from '@lifeboat/core';
import { Box } from 'ink';
import { useEffect, useState } from 'react';
import { useSession, useTheme } from '../../app/session-context.ts';
import { useTyped } from '../../keys/use-typed.ts';
import type { Size } from '../../screens/screen.ts';
import { type TypedLine, typedLine } from '../edit-line.ts';
import { Rows } from '../Rows.tsx';
import { type FieldKey, useTextField } from '../use-text-field.ts';
import { candidates, namesWanted } from './candidates.ts';
import { type LineProblem, lineProblem, lineToRun } from './line-problem.ts';
import { paletteRows } from './palette-rows.ts';
import { completed, tabbed } from './take-candidate.ts';

/** Any command line of the grammar, typed with completion: tab completes, up and down choose, enter runs. */
export function Palette({ size, begun, at }: { size: Size; begun: string; at: number }) {
  const { overlay, lifeboat, act, history } = useSession();
  const theme = useTheme();
  const [line, setLine] = useState<TypedLine>({ text: begun, at });
  const [chosen, setChosen] = useState(-1);
  const [problem, setProblem] = useState<LineProblem | null>(null);
  /** How many lines back one is, and what was typed before one went back. */
  const [past, setPast] = useState({ back: 0, draft: begun });
  const [names, setNames] = useState(noNames);
  const before = line.text.slice(0, line.at);
  const wanted = namesWanted(before);
  useEffect(() => {
    if (wanted === null) return;
    let isOver = false;
    knownNames(lifeboat, wanted).then(
      (known) => {
        if (!isOver) setNames(known);
      },
      // Without names the rest of the line still completes.
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [lifeboat, wanted]);
  const found = candidates(before, names);
  const marked = Math.min(chosen, found.length - 1);

  const take = (next: TypedLine): void => {
    setLine(next);
    setChosen(-1);
    setProblem(null);
  };
  const run = (): void => {
    const choice = found[marked];
    if (choice !== undefined) {
      take(completed(line, choice));
      return;
    }
    const wrong = lineProblem(line.text);
    if (wrong !== null) {
      setProblem(wrong);
      return;
    }
    const text = lineToRun(line.text);
    overlay.set(null);
    if (text === '') return;
    history.add(text);
    act(text);
  };
  const tab = (): void => {
    const next = tabbed(line, found, found[marked] ?? null);
    if (next === null) setChosen(found.length > 0 ? 0 : -1);
    else take(next);
  };
  const goBack = (by: 1 | -1): void => {
    const lines = history.get();
    const back = Math.min(lines.length, Math.max(0, past.back + by));
    const draft = past.back === 0 ? line.text : past.draft;
    setPast({ back, draft });
    take(typedLine(back === 0 ? draft : (lines.at(-back) ?? draft)));
  };
  const onKey = (key: FieldKey): void => {
    switch (key) {
      case 'enter':
        run();
        break;
      case 'esc':
        if (chosen >= 0) setChosen(-1);
        else overlay.set(null);
        break;
      case 'tab':
        tab();
        break;
      case 'down':
        setChosen(Math.min(found.length - 1, marked + 1));
        break;
      case 'up':
      case 'shift+tab':
        setChosen(Math.max(-1, marked - 1));
        break;
      default:
        key satisfies never;
    }
  };
  useTextField({ line, change: take, onKey, isActive: true });
  useTyped((typed) => {
    if (typed.kind !== 'key') return;
    if (typed.name === 'ctrl+p') goBack(1);
    if (typed.name === 'ctrl+n') goBack(-1);
  }, true);

  const { columns, rows } = size;
  const drawn = paletteRows({ line, found, marked, problem }, { columns, rows, theme });
  return (
    <Box position="absolute" top={rows - drawn.length} left={0} width={columns}>
      <Rows rows={drawn} height={drawn.length} theme={theme} />
    </Box>
  );
}
