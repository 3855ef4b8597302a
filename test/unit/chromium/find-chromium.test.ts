import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findChromium } from '../../../scripts/chromium/find-chromium.mjs';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runbook-chromium-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function program(name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, '');
  await chmod(path, 0o755);
  return path;
}

describe('The Chromium of tests and screenshots', () => {
  it('is the one that RUNBOOK_CHROMIUM names, before one on the PATH', async () => {
    const named = await program('mine');
    await program('chromium');
    expect(findChromium({ RUNBOOK_CHROMIUM: named, PATH: folder })).toEqual({ path: named });
  });

  it('is found on the PATH under the names that distributions use', async () => {
    const path = await program('google-chrome');
    expect(findChromium({ PATH: `/nowhere:${folder}` }, [])).toEqual({ path });
    const first = await program('chromium-browser');
    expect(findChromium({ PATH: folder }, [])).toEqual({ path: first });
  });

  it('is not replaced by another where RUNBOOK_CHROMIUM names none', async () => {
    await program('chromium');
    expect(findChromium({ RUNBOOK_CHROMIUM: join(folder, 'gone'), PATH: folder })).toEqual({
      missing: `RUNBOOK_CHROMIUM is "${join(folder, 'gone')}", which is not a program. Set it to the path of Chromium.`,
    });
  });

  it('is missing with a sentence that says how to get it', async () => {
    await writeFile(join(folder, 'chromium'), 'not a program');
    expect(findChromium({ PATH: folder }, [])).toEqual({
      missing: expect.stringMatching(/not on the PATH[^]*apt-get install chromium[^]*RUNBOOK_CHROMIUM/),
    });
  });
});
