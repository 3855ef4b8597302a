import { useState } from 'react';

/** A choice between yes and no that the browser remembers, where it has storage. @param name after `runbook-` */
export function useSetting(name: string, unset: boolean): readonly [boolean, (value: boolean) => void] {
  const key = `runbook-${name}`;
  const [value, setValue] = useState(() => read(key) ?? unset);
  return [
    value,
    (next) => {
      setValue(next);
      try {
        localStorage.setItem(key, next ? 'on' : 'off');
      } catch {
        // Storage is off: the choice lasts as long as the page.
      }
    },
  ];
}

function read(key: string): boolean | null {
  try {
    const word = localStorage.getItem(key);
    return word === null ? null : word === 'on';
  } catch {
    return null;
  }
}
