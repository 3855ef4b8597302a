import { type ReactNode, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { readTheme, setTheme, type Theme } from './theme.ts';
import styles from './theme-button.module.css';

const NEXT: { readonly [theme in Theme]: Theme } = { system: 'light', light: 'dark', dark: 'system' };
const WORDS: { readonly [theme in Theme]: string } = { system: 'Auto', light: 'Light', dark: 'Dark' };

/** Light, dark, or as the system has it; a press takes the next. */
export function ThemeButton(): ReactNode {
  const [theme, choose] = useState(readTheme);
  return (
    <Button
      kind="quiet"
      aria-label={`Theme: ${WORDS[theme]}. Change to ${WORDS[NEXT[theme]]}`}
      onClick={() => {
        setTheme(NEXT[theme]);
        choose(NEXT[theme]);
      }}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor" />
      </svg>
      <span className={styles['word']}>{WORDS[theme]}</span>
    </Button>
  );
}
