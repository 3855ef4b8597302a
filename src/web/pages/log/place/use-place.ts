import { useMemo, useState } from 'react';
import { useFragment } from '../../../kit/use-fragment.ts';
import { fragmentOf, type Place, readFragment } from './fragment.ts';
import { type LineSelection, selectionOf, selectLine } from './selection.ts';

/** The place that the page's address names, and the lines that are selected. */
export interface PlaceState {
  /** Where a link led, or going back and forth; null where it names none, or lines that were chosen here. */
  readonly place: Place | null;
  readonly selection: LineSelection | null;
  /** Selects a line, or lines up to it: the address names them then. */
  readonly choose: (step: number, number: number, extend: boolean) => void;
  readonly clear: () => void;
}

/** Keeps the place in the address. */
export function usePlace(): PlaceState {
  const [fragment, setFragment] = useFragment();
  const [chosen, setChosen] = useState<LineSelection | null>(null);
  const place = useMemo(() => readFragment(fragment), [fragment]);
  const isChosen = chosen !== null && fragmentOf(chosen.range) === fragment;
  const linked = place === null || place.lines === null ? null : selectionOf(place.lines);
  const selection = isChosen ? chosen : linked;
  return {
    place: isChosen ? null : place,
    selection,
    choose: (step, number, extend) => {
      const next = selectLine(selection, { step, number }, extend);
      setChosen(next);
      setFragment(fragmentOf(next.range));
    },
    clear: () => setFragment(''),
  };
}
