import { describe, expect, it } from 'vitest';
import { keyAction, type KeyPress, rowAfter } from '../../../../../src/web/pages/runs/keys/key-actions.ts';

const NOTHING_ELSE = { ctrlKey: false, altKey: false, metaKey: false, isComposing: false };

describe('A key on the list of runs', () => {
  it('does what it stands for', () => {
    const pressed = ['/', 'j', 'k', '?'].map((key) => keyAction({ key, ...NOTHING_ELSE }));
    expect(pressed).toEqual(['search', 'next', 'previous', 'help']);
  });

  it('does nothing together with Ctrl, Alt or the system key, and while a character is composed', () => {
    const others: readonly Partial<KeyPress>[] = [
      { ctrlKey: true },
      { altKey: true },
      { metaKey: true },
      { isComposing: true },
    ];
    for (const other of others) expect(keyAction({ key: 'j', ...NOTHING_ELSE, ...other })).toBeNull();
  });

  it('that stands for nothing is left to the browser', () => {
    for (const key of ['J', 'Enter', ' ', 'Escape', 'toString'])
      expect(keyAction({ key, ...NOTHING_ELSE })).toBeNull();
  });
});

describe('Going through the rows', () => {
  it('begins at the first one', () => {
    expect(rowAfter('next', -1, 3)).toBe(0);
    expect(rowAfter('previous', -1, 3)).toBeNull();
  });

  it('goes one on or back, and stays at the ends', () => {
    expect(rowAfter('next', 0, 3)).toBe(1);
    expect(rowAfter('previous', 1, 3)).toBe(0);
    expect(rowAfter('next', 2, 3)).toBe(2);
    expect(rowAfter('previous', 0, 3)).toBe(0);
  });

  it('leads nowhere where there are none', () => {
    expect(rowAfter('next', -1, 0)).toBeNull();
  });
});
