/** How light the pages are: as the system is, or always so. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'runbook-theme';

/** The theme that was chosen; `public/theme.js` has set it before the first paint. */
export function readTheme(): Theme {
  const theme = document.documentElement.dataset['theme'];
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

/** Sets the theme, also for later visits where the browser has storage. */
export function setTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  try {
    if (theme === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Storage is off: the choice lasts as long as the page.
  }
}
