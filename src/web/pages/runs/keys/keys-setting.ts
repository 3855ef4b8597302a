const KEY = 'runbook-keys';

/** Whether single keys do something: on, unless it was turned off (WCAG 2.2, 2.1.4). */
export function readKeysOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

/** Turns single keys on or off, also for later visits where the browser has storage. */
export function setKeysOn(on: boolean): void {
  try {
    if (on) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, 'off');
  } catch {
    // Storage is off: the choice lasts as long as the page.
  }
}
