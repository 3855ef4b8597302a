import { type RefObject, useEffect, useEffectEvent } from 'react';
import { keyAction, rowAfter } from './key-actions.ts';

/** Where one writes: every key is a character there. */
const WRITING = 'input, textarea, select, [contenteditable], dialog';

/**
 * `/` goes to the search, `j` and `k` go through the rows by moving the focus from title to title, so that Enter and
 * all else does what it does on a link.
 */
export function useRunKeys({
  isOn,
  body,
  search,
  onHelp,
}: {
  readonly isOn: boolean;
  readonly body: RefObject<HTMLTableSectionElement | null>;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly onHelp: () => void;
}): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const isWriting = event.target instanceof Element && event.target.closest(WRITING) !== null;
    const action = isOn && !isWriting && !event.defaultPrevented ? keyAction(event) : null;
    if (action === null) return;
    event.preventDefault();
    if (action === 'help') onHelp();
    else if (action === 'search') search.current?.focus();
    else focusRow(body.current, action);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => press(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}

function focusRow(body: HTMLTableSectionElement | null, action: 'next' | 'previous'): void {
  const rows = [...(body?.rows ?? [])];
  const from = rows.findIndex((row) => row.contains(document.activeElement));
  const to = rowAfter(action, from, rows.length);
  const row = to === null ? undefined : rows[to];
  row?.querySelector('a')?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: 'nearest' });
}
