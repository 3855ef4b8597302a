import { useEffect, useState } from 'react';
import { fragmentOf, type Place, readFragment } from './fragment.ts';
import { type LineSelection, selectionOf, selectLine } from './selection.ts';

/** The place that the page's address names, and the lines that are selected. */
export interface PlaceState {
  readonly place: Place | null;
  readonly selection: LineSelection | null;
  /** Selects a line, or lines up to it: the address names them then. */
  readonly choose: (step: number, number: number, extend: boolean) => void;
  readonly clear: () => void;
}

/** Keeps the place in the address. A link, and going back and forth, bring another place. */
export function usePlace(): PlaceState {
  const [state, setState] = useState(read);
  useEffect(() => {
    const changed = (): void => setState(read());
    window.addEventListener('hashchange', changed);
    return () => window.removeEventListener('hashchange', changed);
  }, []);
  return {
    ...state,
    choose: (step, number, extend) => {
      const selection = selectLine(state.selection, { step, number }, extend);
      history.replaceState(history.state, '', fragmentOf(selection.range));
      // The page is there already: the place it goes to stays the same.
      setState((before) => ({ ...before, selection }));
    },
    clear: () => {
      history.replaceState(history.state, '', location.pathname + location.search);
      setState({ place: null, selection: null });
    },
  };
}

function read(): Pick<PlaceState, 'place' | 'selection'> {
  const place = readFragment(location.hash);
  const lines = place?.lines ?? null;
  return { place, selection: lines === null ? null : selectionOf(lines) };
}
