import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  DataFolderError,
  DataFolderInUseError,
  defaultDataPath,
  freeDiskBytes,
  openDataFolder,
} from '../../../../src/store/data-folder/index.ts';
import { bundle } from '../bundle.ts';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'runbook-data-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

describe('the data folder', () => {
  it('is made with everything in it for its user only', () => {
    const folder = openDataFolder(join(parent, 'a', 'b'));
    for (const path of [
      folder.path,
      folder.mirrors,
      folder.workspaces,
      folder.logs,
      folder.keys,
      folder.home,
    ]) {
      expect(statSync(path).mode & 0o777).toBe(0o700);
    }
    expect(folder.logDatabase).toBe(join(parent, 'a', 'b', 'log.db'));
    folder.release();
  });

  it('belongs to one holder at a time, and to the next one after its release', () => {
    const first = openDataFolder(parent);
    expect(() => openDataFolder(parent)).toThrow(DataFolderInUseError);
    expect(() => openDataFolder(parent)).toThrow(`The data folder ${parent} is in use`);
    first.release();
    first.release();
    openDataFolder(parent).release();
  });

  it('is free again after its holder was killed, and names that holder until then', async () => {
    const script = await bundle(
      parent,
      `import { openDataFolder } from './src/store/data-folder/index.ts';
       openDataFolder(process.argv[2]); console.log('taken'); setInterval(() => {}, 1000);`,
    );
    const data = join(parent, 'data');
    const holder = spawn(process.execPath, [script, data], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await new Promise((resolve) => holder.stdout.once('data', resolve));
      expect(() => openDataFolder(data)).toThrow(`in use by another process (${holder.pid})`);
    } finally {
      holder.kill('SIGKILL');
    }
    await new Promise((resolve) => holder.once('exit', resolve));
    openDataFolder(data).release();
  });

  it('says what to do where it cannot be made', () => {
    const file = join(parent, 'file');
    writeFileSync(file, '');
    expect(() => openDataFolder(join(file, 'data'))).toThrow(DataFolderError);
    expect(() => openDataFolder(join(file, 'data'))).toThrow(/cannot be made: there is a file .*--data/);
    expect(() => openDataFolder(file)).toThrow(/cannot be made: there is a file .*--data/);
  });
});

describe.runIf(process.platform === 'linux')('a file system without new folders', () => {
  it('is refused, and ends the search for parents', () => {
    expect(() => openDataFolder('/proc/runbook/data')).toThrow(/cannot be made: .*--data/);
  });
});

describe('the default path', () => {
  it.each([
    [{ RUNBOOK_DATA: '/d', XDG_DATA_HOME: '/x', HOME: '/h' }, '/d'],
    [{ XDG_DATA_HOME: '/x', HOME: '/h' }, '/x/runbook'],
    [{ XDG_DATA_HOME: 'relative', HOME: '/h' }, '/h/.local/share/runbook'],
    [{ RUNBOOK_DATA: '', XDG_DATA_HOME: '', HOME: '/h' }, '/h/.local/share/runbook'],
  ])('for %j is %s', (env, expected) => {
    expect(defaultDataPath(env)).toBe(expected);
  });
});

it('the free bytes of a disk are counted', () => {
  expect(freeDiskBytes(parent)).toBeGreaterThan(0);
});
