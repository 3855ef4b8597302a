import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { replaceFile } from '../../../src/git/mirror/replace-file.ts';
import { temporaryFolder } from './repositories.ts';

it('a file that is replaced has the old text or the new one whenever somebody looks', async () => {
  const path = join(temporaryFolder(), 'HEAD');
  await replaceFile(path, 'text 0');
  const seen = new Set<string>();
  const look = async (looking: { over: boolean }): Promise<void> => {
    while (!looking.over) {
      seen.add(readFileSync(path, 'utf8'));
      await nextTurn();
    }
  };
  for (let number = 1; number <= 200; number++) {
    const looking = { over: false };
    const looks = look(looking);
    await replaceFile(path, `text ${number}`);
    looking.over = true;
    await looks;
    expect(readFileSync(path, 'utf8')).toBe(`text ${number}`);
  }
  expect([...seen].filter((text) => !/^text \d+$/.test(text))).toEqual([]);
});
