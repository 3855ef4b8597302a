/** What single keys do on the list of runs. */
export type KeyAction = 'search' | 'next' | 'previous' | 'help';

const ACTIONS: ReadonlyMap<string, KeyAction> = new Map([
  ['/', 'search'],
  ['j', 'next'],
  ['k', 'previous'],
  ['?', 'help'],
]);

/** The part of a key press that matters here. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  /** Whether somebody composes a character of several keys. */
  readonly isComposing: boolean;
}

/** What a key means; null: nothing here. Shift is needed for some of them on some keyboards. */
export function keyAction(press: KeyPress): KeyAction | null {
  if (press.ctrlKey || press.altKey || press.metaKey || press.isComposing) return null;
  return ACTIONS.get(press.key) ?? null;
}

/**
 * The row to go to from the one that has the focus; null: there is none.
 * @param from index of that row, -1: none has it
 */
export function rowAfter(action: 'next' | 'previous', from: number, count: number): number | null {
  if (count === 0) return null;
  if (from === -1) return action === 'next' ? 0 : null;
  return Math.min(count - 1, Math.max(0, from + (action === 'next' ? 1 : -1)));
}
