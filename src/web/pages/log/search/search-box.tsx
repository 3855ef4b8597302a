import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../../../kit/button.tsx';
import { VisuallyHidden } from '../../../kit/visually-hidden.tsx';
import styles from './search-box.module.css';
import type { LogSearch } from './use-log-search.ts';

/** The search over the logs of the job: `/` or Ctrl and F come here, Enter goes on, Shift and Enter back. */
export function SearchBox({ search }: { readonly search: LogSearch }): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const toBox = (event: globalThis.KeyboardEvent): void => {
      const box = input.current;
      if (box === null || !asksForSearch(event, box)) return;
      event.preventDefault();
      box.focus();
      box.select();
    };
    document.addEventListener('keydown', toBox);
    return () => document.removeEventListener('keydown', toBox);
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault();
      search.go(event.shiftKey ? 'backward' : 'forward');
    } else if (event.key === 'Escape' && search.text !== '') {
      event.preventDefault();
      search.setText('');
    }
  };
  const isIdle = search.total === null || search.total === 0;
  return (
    <search className={styles['search']}>
      <div className={styles['field']}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path
            d="m10.5 10.5 4 4M12 6.8a5.2 5.2 0 1 1-10.4 0 5.2 5.2 0 0 1 10.4 0z"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
          />
        </svg>
        <input
          ref={input}
          type="search"
          aria-label="Search the logs of this job"
          placeholder="Search the logs"
          enterKeyHint="search"
          spellCheck={false}
          autoComplete="off"
          maxLength={500}
          value={search.text}
          onChange={(event) => search.setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <span className={styles['count']} role="status" title={standing(search)}>
          {standing(search)}
        </span>
      </div>
      <Button
        kind="quiet"
        aria-pressed={search.isCaseSensitive}
        title="Capital and small letters differ"
        onClick={() => search.setCaseSensitive(!search.isCaseSensitive)}
      >
        Aa<VisuallyHidden> Capital and small letters differ</VisuallyHidden>
      </Button>
      <Button kind="quiet" busy={isIdle} onClick={() => search.go('backward')} aria-label="Previous match">
        <Arrow turn="rotate(180 6 6)" />
      </Button>
      <Button kind="quiet" busy={isIdle} onClick={() => search.go('forward')} aria-label="Next match">
        <Arrow turn="" />
      </Button>
    </search>
  );
}

function Arrow({ turn }: { readonly turn: string }): ReactNode {
  return (
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <path
        d="M6 1.5v8.5M2.5 6.5 6 10l3.5-3.5"
        transform={turn}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
      />
    </svg>
  );
}

/** "3 of 1,204" */
function standing({ text, total, number, error }: LogSearch): string {
  if (text === '') return '';
  if (error !== null) return error instanceof Error ? error.message : 'The search failed.';
  if (total === null) return 'Searching';
  if (total === 0) return 'No match';
  return `${(number ?? 0).toLocaleString('en')} of ${total.toLocaleString('en')}`;
}

/** Ctrl and F pressed in the box is the browser's own search: of the lines that are drawn. */
function asksForSearch(event: globalThis.KeyboardEvent, box: HTMLInputElement): boolean {
  const isInBox = document.activeElement === box;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f' && !event.shiftKey) return !isInBox;
  const { target } = event;
  const isTyping =
    target instanceof HTMLElement && target.closest('input, textarea, select, dialog') !== null;
  return event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping;
}
