import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RepositoryName } from '../../../../src/events/index.ts';
import { type FoundRun, RunFiles, RunIndex } from '../../../../src/store/index.ts';
import { job, REPOSITORY, workflow } from '../../orchestrator/definitions.ts';
import { foldedOf, Ledger } from '../../orchestrator/ledger.ts';

let root: string;
let files: RunFiles;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'runbook-run-files-'));
  files = new RunFiles(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** The documents of three finished runs of the repository, by number. */
function documents(): string[] {
  const ledger = new Ledger();
  for (const _ of [1, 2, 3]) {
    ledger.push(workflow([job('build')]));
    ledger.finish('build');
  }
  const index = new RunIndex(':memory:');
  index.project(foldedOf(ledger));
  const marks = index.runFiles.unwritten(0, 10);
  const texts = marks.map(({ run, upTo }) => index.documents.of(run, upTo) ?? '');
  index.close();
  return texts;
}

async function all(): Promise<FoundRun[]> {
  const found: FoundRun[] = [];
  for await (const one of files.all()) found.push(one);
  return found;
}

const numbersOf = (found: readonly FoundRun[]): (number | string)[] =>
  found.map((one) => (one.kind === 'run' ? one.document.number : one.reason));

describe('the files of finished runs', () => {
  it('lie in the folder of the run, for the user only, and nothing else is left beside them', async () => {
    const [first = ''] = documents();
    await files.write(REPOSITORY, 1, first);
    const path = join(root, REPOSITORY, '1', 'run.json');
    expect(files.path(REPOSITORY, 1)).toBe(path);
    expect(await readFile(path, 'utf8')).toBe(first);
    expect(((await stat(path)).mode & 0o777).toString(8)).toBe('600');
    expect(((await stat(dirname(path))).mode & 0o077).toString(8)).toBe('0');
    await files.write(REPOSITORY, 1, `${first}\n`);
    expect(await readFile(path, 'utf8')).toBe(`${first}\n`);
    expect(await readdir(dirname(path))).toEqual(['run.json']);
  });

  it('are found again, those of a repository by the number of their run', async () => {
    const texts = documents().map((text) => text.replaceAll('"number": 3', '"number": 10'));
    for (const [at, number] of [10, 2, 1].entries())
      await files.write(REPOSITORY, number, texts[2 - at] ?? '');
    await mkdir(join(root, REPOSITORY, '7', 'build.1'), { recursive: true });
    await mkdir(join(root, 'octo', '.git'), { recursive: true });
    await writeFile(join(root, 'octo', 'note'), '');
    expect(numbersOf(await all())).toEqual([1, 2, 10]);
    expect(await new RunFiles(join(root, 'nowhere')).all().next()).toEqual({ done: true, value: undefined });
  });

  it('that are broken are named with what is wrong, and the others are found', async () => {
    const [first = '', second = '', third = ''] = documents();
    await files.write(REPOSITORY, 1, first.slice(0, -10));
    await files.write(REPOSITORY, 2, second);
    await files.write(REPOSITORY, 3, '');
    await files.write(REPOSITORY, 4, third);
    await files.write('octo/gadgets' as RepositoryName, 2, second);
    await mkdir(join(root, REPOSITORY, '5', 'run.json'), { recursive: true });
    const found = await all();
    expect(numbersOf(found)).toEqual([
      'it is about run 2 of octo/widgets',
      'it is not JSON',
      2,
      'it is not JSON',
      'it is about run 3 of octo/widgets',
      expect.stringContaining('EISDIR'),
    ]);
    expect(found[1]?.path).toBe(join(root, REPOSITORY, '1', 'run.json'));
  });

  it('of which a crash left only a beginning are not found, and are written over', async () => {
    const [first = ''] = documents();
    const folder = join(root, REPOSITORY, '1');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'run.json.new'), first.slice(0, 100));
    expect(await all()).toEqual([]);
    await files.write(REPOSITORY, 1, first);
    expect(numbersOf(await all())).toEqual([1]);
    expect(await readdir(folder)).toEqual(['run.json']);
  });

  it.skipIf(process.getuid?.() === 0)('in a folder that cannot be read are named, too', async () => {
    await files.write(REPOSITORY, 1, documents()[0] ?? '');
    await chmod(join(root, REPOSITORY), 0);
    expect(numbersOf(await all())).toEqual([expect.stringContaining('EACCES')]);
    await chmod(join(root, REPOSITORY), 0o700);
  });

  it('are removed with everything of the run', async () => {
    await files.write(REPOSITORY, 1, documents()[0] ?? '');
    await writeFile(join(root, REPOSITORY, '1', 'other'), '');
    await files.remove(REPOSITORY, 1);
    expect(await readdir(join(root, REPOSITORY))).toEqual([]);
  });
});
